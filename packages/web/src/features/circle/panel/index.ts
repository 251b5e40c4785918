export { actInCircle } from './act.ts';
export { useCircle } from './feed.ts';
export { CircleRoom } from './room.tsx';
export { placeWords } from './words.ts';
