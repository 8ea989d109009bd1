// The same phones as the tests; pictures instead of judgements.
import { defineConfig } from '@playwright/test';
import base from '../playwright.config.ts';

export default defineConfig({
  ...base,
  testDir: '.',
  testMatch: 'pictures.ts',
  reporter: 'list',
  timeout: 600_000,
  projects: [{ name: 'phone390', use: base.projects?.find((project) => project.name === 'phone390')?.use }],
});
