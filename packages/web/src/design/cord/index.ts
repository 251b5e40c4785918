export { Cord, Logo, ThinLine, still } from './cord.tsx';
