/**
 * True when `typed` is a prefix of `word` with one slip: a letter wrong, missing or too many, or two neighbours swapped
 * (optimal string alignment distance 1). Also true for an exact prefix.
 */
export const beginsWithSlip = (word: string, typed: string): boolean => {
  const most = typed.length;
  let at = 0;
  while (at < most && word[at] === typed[at]) at += 1;
  if (at === most) return true;
  const restMatches = (ofWord: number, ofTyped: number): boolean => word.startsWith(typed.slice(ofTyped), ofWord);
  return (
    restMatches(at + 1, at + 1) ||
    restMatches(at + 1, at) ||
    restMatches(at, at + 1) ||
    (word[at] === typed[at + 1] && word[at + 1] === typed[at] && restMatches(at + 2, at + 2))
  );
};
