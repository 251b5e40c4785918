/** True if the text shows nothing: it has only white space and invisible format characters (joiners, direction marks). */
export const isBlank = (text: string): boolean => /^[\s\p{Cf}]*$/u.test(text);
