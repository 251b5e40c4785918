/** Writes a line to standard output: the result of a command, for a person or a program. */
export const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** Writes a line to standard error: words beside the result. */
export const complain = (text: string): void => void process.stderr.write(`${text}\n`);
