import { m } from '../../../generated/messages/messages.js';

/** Sample options for choices. */
export const needs = () => [
  { id: 'walk', label: m.specimen_walk() },
  { id: 'water', label: m.specimen_water() },
  { id: 'quiet', label: m.specimen_quiet() },
];

export const samplePeople = ['Ada Byron', 'Grace Hopper', 'Hedy Lamarr'];
