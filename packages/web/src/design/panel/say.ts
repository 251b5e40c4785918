/** What the one live region says. `seen` also stands below the panel; `heard` is only read aloud. */
export type Say = (text: string, how?: 'seen' | 'heard') => void;
