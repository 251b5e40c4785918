import { regional } from '../../../design/locale.ts';

/** Lists names in the person's language, "Deniz Kaya and Lio Marsh"; empty for no names. */
export const namesOf = (names: readonly string[]): string => new Intl.ListFormat(regional(), { type: 'conjunction' }).format(names);
