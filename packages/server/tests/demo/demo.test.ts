import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demo } from '../../src/demo/demo.ts';
import type { AnyJson } from '../support/test-server.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'onhook-demo-'));
const printed: string[] = [];
let running: Awaited<ReturnType<typeof demo>>;

beforeAll(async () => {
  running = await demo({ ONHOOK_DEMO_DATA: folder, ONHOOK_LISTEN: '127.0.0.1:0', ONHOOK_LOG_LEVEL: 'silent' }, 1, (line) => printed.push(line));
});
afterAll(async () => {
  await running.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Status, headers and text of a page of the tour. */
const tour = (url: string, host?: string): Promise<{ status: number; location: string | undefined; text: string }> =>
  new Promise((resolve, reject) => {
    request(new URL(url, running.tourUrl), { headers: host === undefined ? {} : { host } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (more) => (text += more));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, location: response.headers.location, text }));
    })
      .on('error', reject)
      .end();
  });

/** Follows the tour's link of a person, signs in and reads what they see at `url`. */
const seenBy = async (person: string, url: string): Promise<AnyJson> => {
  const { location } = await tour(`/as/${person}`);
  const headers = { 'x-onhook': '1' };
  const reply = await running.app.inject({ method: 'POST', url: '/api/session', headers, payload: { token: location?.split('#')[1] } });
  const cookies = Object.fromEntries(reply.cookies.map(({ name, value }) => [name, value]));
  return (await running.app.inject({ url, headers, cookies })).json();
};

describe('The demo', () => {
  it('says in its last line what to try first', () => {
    expect(printed.at(-1)?.trimEnd().split('\n').at(-1)).toBe(`Try this first: open ${running.tourUrl} and take the four parts in order.`);
  });

  it('gives the agent a hard call, and a circle', async () => {
    const panel = await seenBy('maya-lindqvist', '/api/panel');
    expect(panel).toMatchObject({ line: { state: 'on-call' } });
    const circle = await seenBy('maya-lindqvist', '/api/circle');
    expect(circle.members.map(({ name }: AnyJson) => name).toSorted()).toEqual(['Aisha Rahman', 'Diego Fuentes']);
  });

  it('has two requests that wait for the lead, two answered ones and two released incidents', async () => {
    const { forMe } = await seenBy('ines-carvalho', '/api/debrief');
    expect(forMe.map(({ from, state }: AnyJson) => `${from.name}: ${state}`).toSorted()).toEqual([
      'Aisha Rahman: asked',
      'Callum Fraser: asked',
      'Piet van Dijk: answered',
      'Priya Raghavan: answered',
    ]);
    const { incidents } = await seenBy('ines-carvalho', '/api/team-incidents');
    expect(incidents).toHaveLength(2);
  });

  it('shows the analyst half hours with calls', async () => {
    const day = await seenBy('tomasz-wilk', '/api/day');
    expect(day.queues.length).toBe(3);
  });

  it('lists the four parts on the tour’s page, and answers no other name of this machine', async () => {
    const page = await tour('/');
    expect(page.text.match(/href="\/as\//g)).toHaveLength(4);
    expect((await tour('/', 'evil.example')).status).toBe(404);
    expect((await tour('/as/piet-van-dijk')).status).toBe(404);
    expect((await tour('/as/ines-carvalho', 'evil.example')).status).toBe(404);
  });
});
