// T23 and T36: a service that is ill, and a first sync that is torn apart. Nobody has to touch the phone for it to end well.
import type { Page } from '@playwright/test';
import { enter, knocksOffline, outbox, strip, waiting } from './fixtures/actors.ts';
import { texts } from './fixtures/stores.ts';
import { expect, test, type Phone, type Weather } from './fixtures/test.ts';

const sync = '/api/v1/sync';

const illnesses: Record<string, Weather> = {
  'a storm of 500': { kind: 'status', status: 500 },
  'a storm of 503': { kind: 'status', status: 503 },
  '429 with a second to wait': { kind: 'status', status: 429, headers: { 'retry-after': '1' } },
  'a proxy that says 502': { kind: 'status', status: 502 },
};

for (const [name, weather] of Object.entries(illnesses)) {
  test(`T23 ${name}: nothing is lost, the phone asks again by itself and everything arrives once`, async ({ server, phone }) => {
    const song = await phone('宋敏');
    await enter(song, '宋敏');
    await knocksOffline(song, ['101', '202']);
    song.excuse(/status of (4|5)\d\d/);
    song.network.weather(weather, (path) => path === sync);
    const first = song.network.next(sync);
    await song.goOnline();
    await first;
    await waiting(song.page, 3);
    await song.network.next(sync);
    await waiting(song.page, 3);
    song.network.weather({ kind: 'pass' });
    // After two failures it may rest for eighteen seconds, after three for fifty-four.
    await expect(strip(song.page)).toHaveAttribute('data-state', 'synced', { timeout: 90_000 });
    expect(await outbox(song.page)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(await server.verify()).toMatch(/ 0 faults$/);
  });
}

test('T36 a first sync interrupted three times: it goes on from where it was and ends whole', async ({ server, phone }) => {
  const song = await phone('宋敏');
  const whole = await phone('whole');
  await enter(whole, '宋敏');
  const all = await records(whole.page);

  song.excuse(/^Failed to load resource: net::ERR_/);
  await song.open('/demo');
  await song.page.getByTestId('persona').filter({ hasText: '宋敏' }).getByRole('link').click();
  // A page is asked for while the one before it is being stored, and the next one only then: the first page is stored as
  // soon as somebody asks for the third. From then on nobody begins at the beginning.
  for (let further = 0; further < 2; ) if ((await cursor(song)) !== null) further++;
  for (let torn = 0; torn < 3; torn++) {
    const asked = cursor(song);
    await song.page.reload();
    expect(await asked, 'goes on from where it was').not.toBeNull();
  }
  await expect(strip(song.page)).toHaveAttribute('data-state', 'synced', { timeout: 30_000 });
  expect(await records(song.page)).toEqual(all);
  expect(await server.verify()).toMatch(/ 0 faults$/);
});

/** From where the phone's next question goes on. */
async function cursor(of: Phone): Promise<string | null> {
  return (JSON.parse(await of.network.next(sync)) as { cursor: string | null }).cursor;
}

/** How many records lie in each page of the replica; the person's own devices aside, which each phone adds to. */
async function records(page: Page): Promise<Record<string, number>> {
  const theirs = (await texts(page, 'chengge-replica-', 'pages')).filter(([key]) => !key.startsWith('device/'));
  return Object.fromEntries(theirs.map(([key, text]) => [key, Object.keys(JSON.parse(text) as object).length]));
}
