export { changeAccounts, isAdmin, keepOrder, LastAdministrator, type Account, type Accounts } from './accounts.ts';
