// The app comes in files: the first screen, the other pages, the half that stores and sends. One that cannot be had yet
// costs time and nothing else. Without a service worker here, which would have kept them all.
import { fitness, tab } from './fixtures/actors.ts';
import { expect, test } from './fixtures/test.ts';

const gone = /ERR_FAILED|Failed to fetch|could not be had/;

test('the pages’ file is late: the page comes when its file does', async ({ phone }) => {
  const visitor = await phone('访客');
  await withoutWorker(visitor);
  visitor.excuse(gone);
  const asked = await cut(visitor.page, '**/pkg/split_later.*');
  await visitor.open('/app/topics');
  await expect.poll(asked).toBeGreaterThan(1);
  await expect(visitor.page.getByRole('heading', { level: 1 })).toHaveCount(0);
  await visitor.page.unroute('**/pkg/split_later.*');
  await expect(visitor.page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('the working half is late: the first screen stands without it, and whoever enrols is told that nothing was done', async ({ phone }) => {
  const li = await phone('李晨');
  await withoutWorker(li);
  li.excuse(gone);
  const asked = await cut(li.page, '**/pkg/split_half.*');
  await li.open('/demo');
  await li.page.getByTestId('persona').filter({ hasText: '李晨' }).getByRole('link').click();
  await expect.poll(asked).toBeGreaterThan(1);
  await expect(li.page.locator('main')).toContainText('什么都没存');
  await li.page.unroute('**/pkg/split_half.*');
  await li.open('/demo');
  await li.page.getByTestId('persona').filter({ hasText: '李晨' }).getByRole('link').click();
  await expect(li.page).toHaveURL(/\/app$/);
  await tab(li.page, '议题');
  await expect(li.page.getByTestId('topic-card').filter({ hasText: fitness.title }).first()).toBeVisible();
});

/** @returns how often the file was asked for in vain */
async function cut(page: import('@playwright/test').Page, file: string): Promise<() => number> {
  let asked = 0;
  await page.route(file, (route) => {
    asked += 1;
    return route.abort();
  });
  return () => asked;
}

async function withoutWorker(phone: import('./fixtures/phone.ts').Phone): Promise<void> {
  await phone.context.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: () => undefined });
  });
}
