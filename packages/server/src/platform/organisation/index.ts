export * from './centres.ts';
export { createPeopleChanges } from './changes.ts';
export * from './leads.ts';
export * from './people.ts';
export * from './sites.ts';
export * from './stand-ins.ts';
