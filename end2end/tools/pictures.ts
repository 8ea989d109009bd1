// The pictures. Three for README; with CHENGGE_PICTURES=all every screen, light, dark and large, in two languages.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { cosignAtDoor, door, enter, fitness, knock, toBuilding, toTopic, write } from '../fixtures/actors.ts';
import { test, type Phone } from '../fixtures/test.ts';

const readme = fileURLToPath(new URL('../pictures/', import.meta.url));
const everything = fileURLToPath(new URL('../../target/pictures/', import.meta.url));
for (const folder of [readme, everything]) mkdirSync(folder, { recursive: true });

test('pictures for README', async ({ phone }) => {
  const song = await phone('宋敏');
  await enter(song, '宋敏');
  await song.goOffline();
  await toBuilding(song.page, '5号楼');
  await knock(song.page, '1单元', '501', 'no-answer');
  await knock(song.page, '1单元', '502', 'later');
  await knock(song.page, '2单元', '601', 'declined');
  await cosignAtDoor(song.page, '2单元', '401', fitness.title, '王秀兰');
  await song.page.screenshot({ path: `${readme}round.png` });
  await toTopic(song.page, fitness.title);
  await song.page.screenshot({ path: `${readme}topic.png` });
  await song.goOnline();
  await song.open('/grids/g-03');
  await song.page.screenshot({ path: `${readme}board.png` });
});

if (process.env.CHENGGE_PICTURES === 'all') {
  for (const [width, height] of [[360, 640], [390, 844], [1280, 800]] as const) {
    for (const lang of ['zh', 'en'] as const) {
      for (const dress of ['light', 'dark', 'elder'] as const) {
        test(`every screen ${width} ${lang} ${dress}`, async ({ phone }) => {
          const song = await phone('宋敏');
          await enter(song, '宋敏');
          await song.page.setViewportSize({ width, height });
          await song.page.emulateMedia({ colorScheme: dress === 'dark' ? 'dark' : 'light' });
          if (dress === 'elder') await song.page.getByTestId('elder').click();
          if (lang === 'en') await song.page.getByTestId('language').click();
          song.excuse(/./);
          await walk(song, (name) => shoot(song.page, `${width}-${lang}-${dress}-${name}`), lang, dress === 'elder');
        });
      }
    }
  }
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${everything}${name}.png` });
}

async function walk(song: Phone, shot: (name: string) => Promise<void>, lang: 'zh' | 'en', elder: boolean): Promise<void> {
  const query = [lang === 'en' ? 'lang=en' : '', elder ? 'elder=1' : ''].filter(Boolean).join('&');
  for (const [name, path] of Object.entries({
    boards: '/', board: '/grids/g-03', 'public-topic': '/topics/T-0302', rules: '/rules', receipt: '/receipt', demo: '/demo',
  })) {
    await song.open(`${path}?${query}`);
    await shot(name);
  }
  for (const [name, path] of Object.entries({
    home: '/app', rounds: '/app/round', stairwell: '/app/round/b-03-05', topics: '/app/topics', topic: '/app/topics/T-0302',
    draft: '/app/topics/new', review: '/app/review', judge: '/app/review/T-0309', outbox: '/app/outbox', me: '/app/me', offer: '/app/me/enrol',
  })) {
    await song.open(path);
    await song.page.locator('h1').first().waitFor();
    await shot(name);
  }
  const stair = (no: number) => (lang === 'zh' ? `${no}单元` : `Stair ${no}`);
  await song.goOffline();
  await song.open('/app/round/b-03-05');
  await door(song.page, stair(3), '402').click();
  await shot('door');
  await song.page.getByTestId('outcome-met').click();
  await shot('door-met');
  await song.page.getByTestId('ask').filter({ hasText: fitness.title }).getByRole('link').click();
  await song.page.getByTestId('resident').filter({ hasText: '徐可儿' }).click();
  await shot('cosign-read');
  await song.page.getByTestId('to-sign').click();
  await write(song.page);
  await shot('cosign-glass');
  await song.page.getByTestId('finish-sign').click();
  await song.page.getByTestId('refusal').waitFor();
  await shot('refused');
  await song.open('/app/round/b-03-05');
  await cosignAtDoor(song.page, stair(2), '401', fitness.title, '王秀兰', () => shot('slip'));
  await shot('stairwell-offline');
  await song.open('/app/outbox');
  await shot('outbox-waiting');
}
