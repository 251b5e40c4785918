export { createSimulatedPhones, type Director, type SimulatedPhonesOptions } from './simulated-phones.ts';
