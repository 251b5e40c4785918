import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { environment } from '../../src/platform/config/env.ts';
import { phoneSettingNames } from '../../src/platform/config/phones.ts';
import { createMetrics } from '../../src/platform/metrics/metrics.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

describe('deploy', () => {
  it('Every metric of the board and of the alert rules exists', async () => {
    const { registry } = createMetrics();
    const known = new Set((await registry.getMetricsAsJSON()).map(({ name }) => name));
    for (const file of ['deploy/alerts.yaml', 'deploy/grafana.json']) {
      const used = [...textOf(file).matchAll(/\b(onhook|nodejs|process)_[a-z0-9_]+/g)].map(([name]) => name);
      expect(used.length).toBeGreaterThan(5);
      expect(used.filter((name) => !known.has(name) && !known.has(name.replace(/_(bucket|count|sum)$/, ''))), file).toEqual([]);
    }
  });

  it('Every setting in a file of deploy exists', () => {
    const known = new Set([...Object.keys(environment.shape), ...phoneSettingNames]);
    for (const file of ['Dockerfile', 'compose.yaml', 'kubernetes.yaml', 'nginx.conf', 'Caddyfile', 'onhook.service']) {
      const used = [...textOf(`deploy/${file}`).matchAll(/\bONHOOK_[A-Z_]+\b(?!=tcp)/g)].map(([name]) => name);
      expect(used.filter((name) => !known.has(name)), file).toEqual([]);
    }
  });
});
