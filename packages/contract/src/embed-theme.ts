const themes = ['system', 'light', 'dark'] as const;
/** Theme that the page which holds the panel asks for; `system` leaves it to the agent. A module of its own, because every panel loads it. */
export type EmbedTheme = (typeof themes)[number];

export const isTheme = (value: unknown): value is EmbedTheme => (themes as readonly unknown[]).includes(value);
