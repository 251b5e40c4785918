export { createAsterisk } from './asterisk.ts';
export { checkAsterisk } from './check.ts';
export type { AsteriskConfig, Runtime } from './config.ts';
export { createDecoder, type Decoder, type DecoderConfig } from './decode.ts';
export { createFrameReader, type Frame, type FrameReader, type Read } from './frames.ts';
export { createOverlap, type Overlap } from './overlap.ts';
