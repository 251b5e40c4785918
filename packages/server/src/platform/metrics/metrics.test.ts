import { describe, expect, it } from 'vitest';
import { version } from '../version.ts';
import { createMetrics } from './metrics.ts';

const minute = 60_000;
const lineOf = async ({ registry }: ReturnType<typeof createMetrics>, name: string): Promise<string[]> =>
  (await registry.metrics()).split('\n').filter((line) => line.startsWith(name));

describe('metrics', () => {
  it('name the version that runs', async () => {
    expect(await lineOf(createMetrics(), 'onhook_build_info')).toEqual([`onhook_build_info{version="${version}",node="${process.versions.node}"} 1`]);
  });

  it('show requests in hundreds at the end of a minute, so that no single one shows', async () => {
    const metrics = createMetrics();
    const ask = (times: number, now: number) => Array.from({ length: times }, () => metrics.reads.add({ status: '2xx', seconds: 0.01 }, now));
    const seen = () => lineOf(metrics, 'onhook_http_request');
    const before = await seen();
    ask(250, minute + 1);
    expect(await seen()).toEqual(before);
    ask(1, 2 * minute);
    const after = await seen();
    expect(after).toContain('onhook_http_requests_total{status="2xx"} 200');
    expect(after).toContain('onhook_http_request_seconds_count 200');
    ask(48, 3 * minute);
    ask(1, 4 * minute);
    expect(await seen()).toEqual(after);
    ask(1, 5 * minute);
    expect(await seen()).toContain('onhook_http_requests_total{status="2xx"} 300');
  });
});
