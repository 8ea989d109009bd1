// The app comes in files: the first screen, the other pages, the half that stores and sends, and what only those in
// office need. One that cannot be had yet costs time and nothing else.
import { enter, fitness, strip, synced, tab, toBuilding } from './fixtures/actors.ts';
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

test('somebody goes on while the pages’ file is on its way: the page they went to comes', async ({ phone }) => {
  const li = await phone('李晨');
  await withoutWorker(li);
  li.network.weather({ kind: 'hold' }, (path) => path.startsWith('/pkg/split_later.'));
  await li.open('/demo');
  await li.page.getByTestId('persona').filter({ hasText: '李晨' }).getByRole('link').click();
  await expect(li.page).toHaveURL(/\/app$/);
  await tab(li.page, '会议');
  await expect(li.page).toHaveURL(/\/app\/meetings$/);
  await expect(li.page.getByRole('heading', { level: 1 })).toHaveCount(0);
  li.network.weather({ kind: 'pass' });
  await expect(li.page.getByRole('heading', { level: 1, name: '会议' })).toBeVisible();
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

test('an ordinary resident’s phone never fetches the file for offices, and keeps it once such a page was opened', async ({ phone }) => {
  const li = await phone('李晨');
  const asked = watch(li.page.context());
  await enter(li, '李晨');
  await tab(li.page, '议题');
  await li.page.getByTestId('topic-card').first().click();
  await expect(li.page.getByTestId('standing')).toBeVisible();
  await tab(li.page, '会议');
  await li.page.getByTestId('meeting').first().click();
  await expect(li.page.getByTestId('agenda')).toBeVisible();
  expect(asked(), 'what no resident needs').toEqual([]);
  expect(await kept(li.page)).toEqual([]);
  await li.open('/app/review');
  await expect(li.page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect.poll(() => kept(li.page)).toHaveLength(1);
  await li.goOffline();
  await li.restart();
  await li.open('/app/review');
  await expect(li.page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('whoever holds an office has the file before the first stairwell, though no such page was opened', async ({ phone }) => {
  const song = await phone('宋敏');
  await enter(song, '宋敏');
  expect(await kept(song.page)).toHaveLength(1);
  await song.goOffline();
  await song.restart();
  await song.open('/app');
  await toBuilding(song.page, '5号楼');
  await expect(song.page.getByTestId('tower')).toBeVisible();
});

test('the file for offices is late: the page comes when its file does, and so does what it was opened for', async ({ phone }) => {
  const song = await phone('宋敏');
  await withoutWorker(song);
  song.excuse(gone);
  const asked = await cut(song.page, '**/pkg/split_desk.*');
  await song.open('/demo');
  await song.page.getByTestId('persona').filter({ hasText: '宋敏' }).getByRole('link').click();
  await expect(strip(song.page)).toHaveAttribute('data-state', 'synced', { timeout: 30_000 });
  await expect.poll(asked).toBeGreaterThan(0);
  await song.open('/app/round');
  await expect.poll(asked).toBeGreaterThan(2);
  await expect(song.page.getByRole('heading', { level: 1 })).toHaveCount(0);
  await song.page.unroute('**/pkg/split_desk.*');
  await expect(song.page.getByRole('heading', { level: 1 })).toBeVisible();
  await toBuilding(song.page, '5号楼');
  await expect(song.page.getByTestId('tower')).toBeVisible();
  await synced(song.page);
});

/** @returns the files for offices that this browser, its worker included, asked the network for */
function watch(context: import('@playwright/test').BrowserContext): () => string[] {
  const asked: string[] = [];
  context.on('request', (request) => {
    if (request.url().includes('/split_desk.')) asked.push(request.url());
  });
  return () => asked;
}

/** @returns the files for offices that the worker keeps */
function kept(page: import('@playwright/test').Page): Promise<string[]> {
  return page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('chengge-shell-'));
    const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return all.flat().map((request) => new URL(request.url).pathname).filter((path) => path.includes('/split_desk.'));
  });
}

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
