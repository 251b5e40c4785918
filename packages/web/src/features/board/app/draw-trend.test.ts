import { expect, test } from 'vitest';
import { drawTrend } from './draw-trend.ts';

const size = { width: 108, height: 18 };

test('A full level is drawn at the top and a half at the bottom, from edge to edge', () => {
  expect(drawTrend([1, 0.5], size)).toEqual({ path: 'M4 4L104 14', end: { x: 104, y: 14 } });
});

test('A half hour without a level leaves a gap, and a level under a half stays inside', () => {
  expect(drawTrend([0.75, null, 0.2], size)).toEqual({ path: 'M4 9M104 14', end: { x: 104, y: 14 } });
});

test('One level is a point, and none draws nothing', () => {
  expect(drawTrend([1], size)).toEqual({ path: 'M4 4', end: { x: 4, y: 4 } });
  expect(drawTrend([], size).path).toBe('');
});
