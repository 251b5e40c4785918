export { deletePerson, isAdmin, savePerson } from './save.ts';
