// A new build arrives while the outbox is full: it asks first, takes over once, and the queue is as it was.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { enter, knocksOffline, outbox, sendNow, strip, synced, waiting } from './fixtures/actors.ts';
import { siteRoot } from './fixtures/server.mjs';
import { expect, test, type DemoServer, type Phone } from './fixtures/test.ts';

/** Apps of earlier days, packed by tools/keep_build.mjs. */
const builds = fileURLToPath(new URL('fixtures/builds/', import.meta.url));

/** Whoever knocked at doors with one build meets the next with a full outbox. Each is a folder. */
async function meetsTheNext(server: DemoServer, phone: (name: string) => Promise<Phone>, before: string, after: string): Promise<void> {
  if (server.site !== before) {
    server.site = before;
    await server.restart();
  }
  const song = await phone('宋敏');
  await enter(song, '宋敏');
  await knocksOffline(song, ['101', '202', '301']);
  server.site = after;
  await server.restart();
  song.excuse(/status of 401|^Failed to load resource: net::ERR_/);
  // The way for acts stays closed, so that the update meets a full outbox.
  song.network.weather({ kind: 'portal' }, (path) => path === '/api/v1/sync');
  await song.goOnline();
  await song.page.reload();
  const prompt = song.page.getByTestId('update');
  await expect(prompt).toBeVisible({ timeout: 30_000 });
  await waiting(song.page, 4);
  let loads = 0;
  song.page.on('load', () => (loads += 1));
  // Listening before the press: on a good day the new page is there before the press is over.
  await Promise.all([song.page.waitForEvent('load'), prompt.getByRole('button', { name: '现在换' }).click()]);
  await waiting(song.page, 4);
  await expect(song.page.getByTestId('update')).toHaveCount(0);
  expect(loads).toBe(1);
  song.network.weather({ kind: 'pass' });
  await sendNow(song.page);
  await synced(song.page);
  expect(await outbox(song.page)).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
  // The new shell holds offline as well, with what an office needs.
  await song.goOffline();
  await song.restart();
  await song.open('/app');
  await expect(song.page.locator('h1')).toContainText('宋敏');
  await song.open('/app/round');
  await expect(song.page.getByTestId('house').first()).toBeVisible();
}

test('T31 app update with a full outbox: asked first, one reload, the queue drains unchanged', async ({ server, phone }) => {
  const site = await mkdtemp(join(tmpdir(), 'chengge-site-'));
  await cp(siteRoot, site, { recursive: true });
  await writeFile(join(site, 'new-in-this-build.txt'), 'something new\n');
  await meetsTheNext(server, phone, siteRoot, site);
  await rm(site, { recursive: true });
});

// What an earlier app wrote into the phone's stores, today's must read: acts that nobody else has.
for (const name of readdirSync(builds)) {
  test(`T31 the app of ${name.replace('.tar.br', '')} becomes today’s with a full outbox`, async ({ server, phone }) => {
    const site = await mkdtemp(join(tmpdir(), 'chengge-site-'));
    execFileSync('tar', ['-x', '-C', site], { input: brotliDecompressSync(await readFile(join(builds, name))) });
    await meetsTheNext(server, phone, site, siteRoot);
    expect(await server.verify()).toMatch(/ 0 faults$/);
    await rm(site, { recursive: true });
  });
}

test('T33 a server that no longer takes so old an app: told to update, nothing dropped, and it drains', async ({ server, phone }) => {
  const song = await phone('宋敏');
  await enter(song, '宋敏');
  await knocksOffline(song, ['101', '202']);
  server.env = { CHENGGE_OLDEST_PROTOCOL: '2' };
  await server.restart();
  song.excuse(/status of (401|426)/);
  await song.goOnline();
  await expect(strip(song.page)).toContainText('要先更新应用 · 3 条待上传');
  await strip(song.page).click();
  await expect(song.page.getByTestId('update-now')).toBeVisible();
  await song.page.reload();
  await expect(strip(song.page)).toContainText('要先更新应用 · 3 条待上传');
  expect(await outbox(song.page)).toEqual(['waiting', 'waiting', 'waiting']);
  // The server takes it again, as it would take the updated app.
  server.env = {};
  await server.restart();
  await sendNow(song.page);
  await synced(song.page);
  expect(await outbox(song.page)).toEqual(['accepted', 'accepted', 'accepted']);
  expect(await server.verify()).toMatch(/ 0 faults$/);
});

test('T32 the battery dies while the databases are first made, ten times: the next start makes them whole', async ({ phone }) => {
  test.setTimeout(240_000);
  const song = await phone('宋敏');
  song.excuse(/^Failed to load resource: net::ERR_/);
  for (let death = 0; death < 10; death++) {
    // The public page carries no script: nothing holds a database, all of them can go.
    await song.open('/demo');
    await song.page.evaluate(async () => {
      for (const { name } of await indexedDB.databases()) {
        await new Promise((resolve) => (indexedDB.deleteDatabase(name ?? '').onsuccess = resolve));
      }
    });
    await song.page.getByTestId('persona').filter({ hasText: '宋敏' }).getByRole('link').click({ noWaitAfter: true });
    // At the first database, then at the second: by then the first is being written.
    const born = 1 + (death % 2);
    await song.page.waitForFunction(async (least) => (await indexedDB.databases()).length >= least, born);
    await song.crash();
  }
  await song.open('/demo');
  await song.page.getByTestId('persona').filter({ hasText: '宋敏' }).getByRole('link').click();
  await expect(song.page).toHaveURL(/\/app$/);
  await expect(song.page.locator('body')).toContainText('宋敏');
  await synced(song.page);
});
