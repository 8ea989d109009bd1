// T24: a network that is there and is not the service. Whatever it answers, the outbox is untouched, nothing is called
// delivered, and the strip says so; when the real server is back, everything arrives once.
import { enter, knocksOffline, outbox, sendNow, strip, synced, waiting } from './fixtures/actors.ts';
import { expect, test, type Weather } from './fixtures/test.ts';

const storms: Record<string, Weather> = {
  'the portal answers 200 with its page': { kind: 'portal' },
  'the portal redirects to its login': { kind: 'login' },
  '204 with nothing': { kind: 'empty' },
  'half a JSON text': { kind: 'truncated' },
  'the right answer under another media type': { kind: 'wrongType' },
  'the answer is cut in the middle': { kind: 'cut', bytes: 40 },
};

test('T24 captive portal, every kind, on every endpoint of the phone', async ({ server, phone }) => {
  test.setTimeout(240_000);
  const song = await phone('宋敏');
  await enter(song, '宋敏');
  await knocksOffline(song, ['101', '202']);
  song.excuse(/^Failed to load resource: net::ERR_/);
  for (const path of ['/api/v1/sync', '/api/v1/nonce', '/']) {
    for (const [name, weather] of Object.entries(storms)) {
      // A nonce decides nothing: with a usable one the proven exchange after it is a real delivery.
      if (path === '/api/v1/nonce' && weather.kind === 'wrongType') continue;
      await test.step(`${name} at ${path}`, async () => {
        song.network.weather(weather, (asked) => (path === '/' ? asked.startsWith('/api/') : asked === path));
        if (path === '/api/v1/nonce') await song.page.reload();
        const asked = song.network.next(path === '/api/v1/nonce' ? path : '/api/v1/sync');
        if (song.offline) await song.goOnline();
        await sendNow(song.page);
        if (path !== '/') await asked;
        await expect(strip(song.page)).toHaveAttribute('data-state', 'offline');
        // The visits are delivered where only the answer was spoilt; the phone cannot know and keeps them.
        await waiting(song.page, 3);
      });
    }
  }
  song.network.weather({ kind: 'pass' });
  await sendNow(song.page);
  await synced(song.page);
  expect(await outbox(song.page)).toEqual(['accepted', 'accepted', 'accepted']);
  expect(await server.verify()).toMatch(/ 0 faults$/);
});
