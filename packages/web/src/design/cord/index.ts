export { BreathLine, Cord, Logo, ThinLine } from './cord.tsx';
