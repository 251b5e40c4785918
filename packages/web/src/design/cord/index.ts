export { Coil } from './coil.tsx';
export { Cord, Logo, ThinLine, still } from './cord.tsx';
export { DayCord } from './day-cord.tsx';
