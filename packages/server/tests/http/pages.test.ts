import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import { removeFolder } from '../support/embedded.ts';
import { openTestServer, type TestServer } from '../support/test-server.ts';

let testServer: TestServer;
let app: FastifyInstance;
const folder = mkdtempSync(path.join(os.tmpdir(), 'onhook-pages-'));

beforeAll(async () => {
  for (const [name, text] of Object.entries({ 'app/index.html': 'app', 'panel/en.html': 'en', 'panel/de.html': 'de', 'panel/pt.html': 'pt' })) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  testServer = await openTestServer();
  app = await createApp(testServer.context, folder);
});
afterAll(async () => {
  await app.close();
  await testServer.close();
  removeFolder(folder);
});

describe('the panel’s page', () => {
  it.each([
    ['/panel', undefined, 'en'],
    ['/panel', 'de', 'de'],
    ['/panel', 'de-AT,de;q=0.9,en;q=0.8', 'de'],
    ['/panel', 'en;q=0.5, pt-BR;q=0.9', 'pt'],
    ['/panel', 'ja, *;q=0.1', 'en'],
    ['/panel', ';;;q=,,-', 'en'],
    ['/panel?lang=pt', 'de', 'pt'],
    ['/panel?lang=../app/index', 'de', 'de'],
    ['/panel?lang=pt&lang=de', 'fr', 'en'],
  ])('%s asked for in %s is in %s', async (url, language, expected) => {
    const reply = await app.inject({ url, headers: language === undefined ? {} : { 'accept-language': language } });
    expect({ status: reply.statusCode, body: reply.body, vary: reply.headers['vary'] }).toEqual({
      status: 200,
      body: expected,
      vary: expect.stringContaining('accept-language'),
    });
  });
});
