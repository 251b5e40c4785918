import { describe, expect, it } from 'vitest';
import { addressKey, createLimiter } from './limits.ts';

describe('a limiter', () => {
  it('lets a key try so often within a minute, and forgets it in the next', () => {
    let now = 60_000;
    const limiter = createLimiter(2, () => now);
    expect([limiter.hit('a'), limiter.hit('a'), limiter.isSpent('a'), limiter.hit('a'), limiter.hit('b')]).toEqual([true, true, true, false, true]);
    now += 60_000;
    expect([limiter.isSpent('a'), limiter.hit('a')]).toEqual([false, true]);
  });

  it('counts an IPv6 network of 64 bits as one address, and an embedded IPv4 address as itself', () => {
    for (const [ip, key] of [
      ['192.0.2.7', '192.0.2.7'],
      ['::ffff:192.0.2.7', '192.0.2.7'],
      ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
      ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
      ['2001:0DB8:0001:0002::a', '2001:db8:1:2::/64'],
      ['2001:db8::1', '2001:db8:0:0::/64'],
      ['fe80::1%eth0', 'fe80:0:0:0::/64'],
      ['::1', '0:0:0:0::/64'],
    ] as const) {
      expect({ ip, key: addressKey(ip) }).toEqual({ ip, key });
    }
  });
});
