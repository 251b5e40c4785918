/** Announces text in the only live region. `seen` text is also shown below the panel; `heard` text is only read aloud. */
export type Announce = (text: string, how?: 'seen' | 'heard') => void;
