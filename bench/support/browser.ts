import type { BrowserContext, Page } from 'playwright-core';

/** Turns a Cookie header with one pair into the browser's form. */
export const carry = async (context: BrowserContext, url: string, cookie: string): Promise<void> => {
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url }]);
};

export interface Marks {
  /** Resolves with the time of this mark with this detail, in epoch milliseconds by the page's high-resolution clock. */
  next(name: string, detail: string): Promise<number>;
}

/** Records the performance marks of a page. Call it before the page opens. */
export const watchMarks = async (page: Page): Promise<Marks> => {
  const waiting = new Map<string, (at: number) => void>();
  const early = new Map<string, number>();
  await page.exposeBinding('benchMark', (_source, name: string, detail: string, at: number) => {
    const key = `${name} ${detail}`;
    const resolveMark = waiting.get(key);
    waiting.delete(key);
    if (resolveMark) resolveMark(at);
    else early.set(key, at);
  });
  await page.addInitScript(() => {
    const recordMark = Reflect.get(globalThis, 'benchMark') as (name: string, detail: string, at: number) => void;
    new PerformanceObserver((list) => {
      for (const mark of list.getEntries()) {
        recordMark(mark.name, String(Reflect.get(mark, 'detail')), performance.timeOrigin + mark.startTime);
      }
    }).observe({ type: 'mark', buffered: true });
  });
  return {
    next: (name, detail) =>
      new Promise((resolve, reject) => {
        const key = `${name} ${detail}`;
        const at = early.get(key);
        early.delete(key);
        if (at !== undefined) return resolve(at);
        const late = setTimeout(() => {
          waiting.delete(key);
          reject(new Error(`${key} was not painted within 15 seconds`));
        }, 15_000);
        waiting.set(key, (markedAt) => {
          clearTimeout(late);
          resolve(markedAt);
        });
      }),
  };
};
