// A new build arrives while the outbox is full: it asks first, takes over once, and the queue is as it was.
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { enter, knocksOffline, outbox, sendNow, synced, waiting } from './fixtures/actors.ts';
import { siteRoot } from './fixtures/server.mjs';
import { expect, test } from './fixtures/test.ts';

test('T31 app update with a full outbox: asked first, one reload, the queue drains unchanged', async ({ server, phone }) => {
  const song = await phone('宋敏');
  await enter(song, '宋敏');
  await knocksOffline(song, ['101', '202', '301']);
  const site = await mkdtemp(join(tmpdir(), 'chengge-site-'));
  await cp(siteRoot, site, { recursive: true });
  await writeFile(join(site, 'new-in-this-build.txt'), 'something new\n');
  server.site = site;
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
  await prompt.getByRole('button', { name: '现在换' }).click();
  await song.page.waitForEvent('load');
  await waiting(song.page, 4);
  await expect(song.page.getByTestId('update')).toHaveCount(0);
  expect(loads).toBe(1);
  song.network.weather({ kind: 'pass' });
  await sendNow(song.page);
  await synced(song.page);
  expect(await outbox(song.page)).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
  // The new shell holds offline as well.
  await song.goOffline();
  await song.restart();
  await song.open('/app');
  await expect(song.page.locator('h1')).toContainText('宋敏');
  await rm(site, { recursive: true });
});
