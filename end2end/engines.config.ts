// The same journeys in the engines that no phone of Chromium has: Debian's own Firefox ESR and WebKitGTK.
import { defineConfig } from '@playwright/test';
import type { EngineName } from './engines/test.ts';

export default defineConfig<object, { engine: EngineName }>({
  testDir: 'engines',
  testMatch: '*.journey.ts',
  workers: 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  outputDir: 'test-results/engines',
  projects: [
    { name: 'firefox', use: { engine: 'firefox' } },
    { name: 'webkit', use: { engine: 'webkit' } },
  ],
});
