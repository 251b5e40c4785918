export { readChunks, type Chunk } from './recording.ts';
export { replay, type Replay, type ReplayedAgent, type ReplayedCall } from './replay.ts';
