/** True if the text has only white space and invisible format characters, such as joiners and direction marks. */
export const isBlank = (text: string): boolean => /^[\s\p{Cf}]*$/u.test(text);
