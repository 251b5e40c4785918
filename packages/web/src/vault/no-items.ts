/** A version higher than any manifest's, so that the server returns the keys and no items. */
export const noItems = '999999999';
