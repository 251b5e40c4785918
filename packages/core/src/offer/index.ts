export * from './offer.ts';
export { offerVersions, type StoredOffer } from './offer-versions.ts';
