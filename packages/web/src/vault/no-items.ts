/** A version above every manifest's: as `since`, it makes the server return the keys without items. */
export const noItems = '999999999';
