// Two phones wide enough and narrow enough; every spec starts its own real server (fixtures/).
import { defineConfig } from '@playwright/test';
import { chromiumArgs, phonePath } from './fixtures/chromium.mjs';

const phone = (width: number, height: number) => ({
  viewport: { width, height },
  screen: { width, height },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
});

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['html', { open: 'never' }]],
  use: {
    serviceWorkers: 'allow',
    // Every page pictured at every step costs a fifth of the time: make e2e ARGS='--trace on -g T24'.
    trace: 'off',
    launchOptions: { executablePath: phonePath(), args: chromiumArgs },
  },
  projects: [
    // The whole set on the narrow phone; on the wider one what a width can break.
    { name: 'phone360', use: phone(360, 640) },
    // (axe once, in the light: a colour is the same on both).
    { name: 'phone390', use: phone(390, 844), testMatch: /(cosign_at_the_door|a11y|taps|screens)\.spec\.ts/, grepInvert: /axe .*\((dark|large print)\)/ },
  ],
});
