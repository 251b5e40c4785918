/** Folder of the Debian system, which exists only when it is complete. */
export const rootFolder: string;
export const buildCommand: () => [command: string, ...args: string[]];
