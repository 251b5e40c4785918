export { waysQuery } from './sign-in-ways.tsx';
