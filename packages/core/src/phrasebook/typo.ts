/**
 * Whether `typed` is a beginning of `word` with one slip in it: a letter wrong, missing or too many, or two
 * neighbours swapped. What is a beginning without a slip is not asked about here.
 */
export const beginsWithSlip = (word: string, typed: string): boolean => {
  const most = typed.length;
  let at = 0;
  while (at < most && word[at] === typed[at]) at += 1;
  if (at === most) return true;
  const goesOn = (ofWord: number, ofTyped: number): boolean => word.startsWith(typed.slice(ofTyped), ofWord);
  return (
    goesOn(at + 1, at + 1) ||
    goesOn(at + 1, at) ||
    goesOn(at, at + 1) ||
    (word[at] === typed[at + 1] && word[at + 1] === typed[at] && goesOn(at + 2, at + 2))
  );
};
