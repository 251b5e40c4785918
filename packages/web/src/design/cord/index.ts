export { Coil } from './coil.tsx';
export { Cord, type CordSize, Logo, ThinLine, still } from './cord.tsx';
export { DayCord } from './day-cord.tsx';
