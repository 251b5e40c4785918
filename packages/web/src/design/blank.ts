/** Whether there is nothing to see in it: white space, and signs that only join, part or turn what is around them. */
export const isBlank = (text: string): boolean => /^[\s\p{Cf}]*$/u.test(text);
