/** The line as a breath lifts it: level, a hill in the middle no wider than a hand, level again. At its full height. */
export const breathPath = (width: number, height: number): string => {
  const middle = width / 2;
  const foot = Math.min(width * 0.34, height * 1.7);
  const bend = foot * 0.5;
  return `M0 ${height}H${middle - foot}C${middle - foot + bend} ${height} ${middle - bend} 0 ${middle} 0S${
    middle + foot - bend
  } ${height} ${middle + foot} ${height}H${width}`;
};
