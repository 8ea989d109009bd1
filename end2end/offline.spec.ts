// What the phone owes a person with no network: it opens, it keeps what it said it kept, and it says how old it is.
import type { Page } from '@playwright/test';
import { cosignMyself, door, enter, fitness, knock, knocksOffline, outbox, sendNow, strip, synced, tab, toBuilding, waiting } from './fixtures/actors.ts';
import { texts } from './fixtures/stores.ts';
import { expect, test } from './fixtures/test.ts';

const day = 86_400_000;

test('cold start in airplane mode on any private link', async ({ phone }) => {
  const song = await phone('宋敏');
  await enter(song, '宋敏');
  await song.goOffline();
  await song.restart();
  for (const path of ['/app', '/app/round/b-03-05', '/app/topics/T-0302', '/app/me', '/app/outbox']) {
    await song.open(path);
    await expect(strip(song.page)).toHaveAttribute('data-state', 'offline');
    await expect(song.page.locator('h1')).toBeVisible();
  }
  await song.open('/app/round/b-03-05');
  await expect(song.page.getByTestId('door')).toHaveCount(33);
});

test('T37 airplane start thirty days after the last contact: opens, says how old it is, keeps a form', async ({ phone }) => {
  const song = await phone('宋敏');
  await enter(song, '宋敏');
  await song.goOffline();
  await song.restart();
  await song.page.clock.install({ time: Date.now() + 30 * day });
  const began = Date.now();
  await song.open('/app');
  await expect(song.page.locator('h1')).toContainText('宋敏');
  test.info().annotations.push({ type: 'cold start', description: `${Date.now() - began} ms` });
  await expect(song.page.getByTestId('old-data')).toContainText('30 天');
  await toBuilding(song.page, '5号楼');
  await knock(song.page, '1单元', '101', 'no-answer');
  await waiting(song.page, 2);
});

test('reload in the middle of a save: either it is there, or it was never said to be', async ({ server, phone }) => {
  const song = await phone('宋敏');
  await enter(song, '宋敏');
  await song.goOffline();
  await toBuilding(song.page, '5号楼');
  const labels = ['101', '202', '301', '302', '401', '402'];
  for (const [no, label] of labels.entries()) {
    await door(song.page, '1单元', label).click();
    const save = song.page.getByTestId('outcome-no-answer');
    const loaded = song.page.waitForEvent('load');
    // From "not even started" to "long since done": the reload falls into every gap once.
    await save.evaluate((button, wait) => {
      (button as HTMLElement).click();
      if (wait === 0) location.reload();
      else setTimeout(() => location.reload(), wait);
    }, no * 8);
    await loaded;
    await expect(song.page.getByTestId('tower')).toBeVisible();
  }
  const kept = await song.page.locator('[data-testid=door][data-outcome=no-answer]').count();
  const states = await outbox(song.page);
  expect(states.every((state) => state === 'waiting')).toBe(true);
  await song.goOnline();
  await synced(song.page);
  await song.open('/app/round/b-03-05');
  await expect(song.page.locator('[data-testid=door][data-outcome=no-answer]')).toHaveCount(kept);
  expect(await server.verify()).toMatch(/ 0 faults$/);
});

test('T25 the battery dies between saving and sending, and between sending and the receipt', async ({ server, phone }) => {
  const song = await phone('宋敏');
  await enter(song, '宋敏');
  await knocksOffline(song, ['101', '202']);
  // Said to be saved: it survives the very next moment.
  await song.crash();
  await song.open('/app');
  await waiting(song.page, 3);
  // Delivered, and no answer came before the end.
  song.network.weather({ kind: 'lostAnswer' }, (path) => path === '/api/v1/sync');
  song.excuse(/^Failed to load resource: net::ERR_/);
  const arrived = song.network.next('/api/v1/sync');
  await song.goOnline();
  await arrived;
  await song.crash();
  await song.open('/app');
  await waiting(song.page, 3);
  song.network.weather({ kind: 'pass' });
  await sendNow(song.page);
  await synced(song.page);
  expect(await outbox(song.page)).toEqual(['accepted', 'accepted', 'accepted']);
  await song.open('/app/round/b-03-05');
  await expect(song.page.locator('[data-testid=door][data-outcome=no-answer]')).toHaveCount(2);
  expect(await server.verify()).toMatch(/ 0 faults$/);
});

test('T34 the server no longer knows our nonce while the outbox is full: nothing is lost, it drains', async ({ server, phone }) => {
  const song = await phone('宋敏');
  await enter(song, '宋敏');
  await knocksOffline(song, ['101', '202', '301']);
  await server.restart();
  song.excuse(/status of 401/);
  await song.goOnline();
  await synced(song.page);
  expect(await outbox(song.page)).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
});

test('T35 somebody else on the same phone: two outboxes, two keys, nothing pushed for another', async ({ server, phone }) => {
  const shared = await phone('shared');
  await enter(shared, '宋敏');
  await knocksOffline(shared, ['101', '202']);
  await shared.open('/app/me');
  // A portal stands in front of the service while the phone changes hands.
  shared.network.weather({ kind: 'portal' }, (path) => path.startsWith('/api/'));
  await shared.goOnline();
  await waiting(shared.page, 3);
  await shared.open('/demo');
  shared.network.weather({ kind: 'pass' });
  await shared.page.getByTestId('persona').filter({ hasText: '李晨' }).getByRole('link').click();
  await expect(shared.page).toHaveURL(/\/app$/);
  await expect(shared.page.locator('h1')).toContainText('李晨');
  await synced(shared.page);
  expect(await outbox(shared.page)).toEqual([]);
  await tab(shared.page, '首页');
  await cosignMyself(shared.page, fitness.title);
  await synced(shared.page);
  expect(await outbox(shared.page)).toEqual(['accepted']);
  await shared.open('/app/me');
  await shared.page.getByRole('listitem').filter({ hasText: '宋敏' }).getByRole('button', { name: '换人' }).click();
  await expect(shared.page.locator('h1')).toContainText('宋敏');
  await synced(shared.page);
  expect(await outbox(shared.page)).toEqual(['accepted', 'accepted', 'accepted']);
  expect(await server.verify()).toMatch(/ 0 faults$/);
});

test('what an act changes is counted as waiting in the moment it is shown', async ({ phone }) => {
  const song = await phone('宋敏');
  await enter(song, '宋敏');
  await toBuilding(song.page, '5号楼');
  song.network.weather({ kind: 'portal' }, (path) => path === '/api/v1/sync');
  const shown = await song.page.evaluateHandle(() => {
    const asked = '[data-testid="door"][data-outcome="no-answer"]';
    const [before, said] = [document.querySelectorAll(asked).length, [] as string[]];
    const look = (): void => {
      if (document.querySelectorAll(asked).length > before) said.push(document.querySelector('[data-testid="strip"]')?.textContent ?? '');
    };
    // Once all that this moment draws is drawn.
    new MutationObserver(() => setTimeout(look)).observe(document.body, { subtree: true, childList: true, attributes: true });
    return said;
  });
  await knock(song.page, '1单元', '101', 'no-answer');
  // The round begins with the first door: two acts.
  await waiting(song.page, 2);
  const said = await shown.jsonValue();
  expect(said.length).toBeGreaterThan(0);
  for (const line of said) expect(line).toMatch(/(^|\D)2 条待上传/);
});

test('what the ledger has taken stays on screen until the records come that say so', async ({ phone }) => {
  const song = await phone('宋敏');
  await enter(song, '宋敏');
  await toBuilding(song.page, '5号楼');
  const release = await holdsRecords(song.page);
  await knock(song.page, '1单元', '101', 'no-answer');
  await expect.poll(() => states(song.page)).toEqual(['accepted', 'accepted']);
  // The round that this knock belongs to was begun by the last one, and no record says so yet.
  await knock(song.page, '1单元', '202', 'no-answer');
  await expect(song.page.getByTestId('sheet')).toBeHidden();
  await expect(strip(song.page)).toContainText(/(^|\D)1 条待上传/);
  await expect(song.page.getByTestId('refusal')).toHaveCount(0);
  for (const label of ['101', '202']) await expect(door(song.page, '1单元', label)).toHaveAttribute('data-outcome', 'no-answer');
  await release();
  await synced(song.page);
  for (const label of ['101', '202']) await expect(door(song.page, '1单元', label)).toHaveAttribute('data-outcome', 'no-answer');
  expect(await outbox(song.page)).toEqual(['accepted', 'accepted', 'accepted']);
});

/** From the next answer on, the phone's records are busy: what it wants to store there waits until the answer is called. */
async function holdsRecords(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(async () => {
    const { name } = (await indexedDB.databases()).find((base) => base.name?.startsWith('chengge-replica-')) ?? {};
    const opening = indexedDB.open(name ?? '');
    const db = await new Promise<IDBDatabase>((resolve) => (opening.onsuccess = () => resolve(opening.result)));
    const ask = window.fetch;
    window.fetch = async (...asked) => {
      const answer = await ask(...asked);
      if (answer.url.endsWith('/api/v1/sync')) {
        window.fetch = ask;
        const pages = db.transaction('pages', 'readwrite').objectStore('pages');
        // A transaction lives as long as it is asked something.
        const again = (): void => {
          if ('released' in window) db.close();
          else pages.get('nothing').onsuccess = again;
        };
        again();
      }
      return answer;
    };
  });
  return () => page.evaluate(() => void Object.assign(window, { released: true }));
}

/** What became of the acts, as the outbox has them. */
async function states(page: Page): Promise<string[]> {
  return (await texts(page, 'chengge-outbox', 'acts')).map(([, act]) => (JSON.parse(act) as { state: string }).state);
}
