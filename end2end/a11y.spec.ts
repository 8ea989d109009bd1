// axe on every page, in the dress people really wear: light, dark, large print; Chinese, and the public ones in English.
import { axe } from './fixtures/a11y.ts';
import { askToSign, cosignAtDoor, door, enter, fitness, strip, toBuilding } from './fixtures/actors.ts';
import { expect, test, type Phone } from './fixtures/test.ts';

const publicPages = ['/', '/grids/g-03', '/topics/T-0302', '/topics/T-0101', '/rules', '/receipt', '/demo', '/no-such-page'];
const workerPages = ['/app', '/app/round', '/app/round/b-03-05', '/app/round/b-03-05/hh-03-0147/lead', '/app/topics', '/app/topics/new',
  '/app/topics/T-0302', '/app/review', '/app/review/T-0309', '/app/outbox', '/app/me', '/app/me/enrol', '/app/enrol', '/app/nowhere'];

const dresses = [
  { name: 'light', scheme: 'light', elder: false },
  { name: 'dark', scheme: 'dark', elder: false },
  { name: 'large print', scheme: 'light', elder: true },
] as const;

for (const { name, scheme, elder } of dresses) {
  test(`axe finds nothing on the public pages (${name})`, async ({ phone }) => {
    const visitor = await phone('visitor');
    await visitor.page.emulateMedia({ colorScheme: scheme });
    visitor.excuse(/status of 404/);
    for (const lang of ['', 'lang=en']) {
      for (const path of publicPages) {
        const query = [lang, elder ? 'elder=1' : ''].filter(Boolean).join('&');
        await visitor.open(query ? `${path}?${query}` : path);
        await clean(visitor, `${path}?${query}`);
      }
    }
  });

  test(`axe finds nothing in the app (${name})`, async ({ phone }) => {
    test.setTimeout(240_000);
    const song = await phone('宋敏');
    await enter(song, '宋敏');
    const page = song.page;
    await page.emulateMedia({ colorScheme: scheme });
    if (elder) await page.getByTestId('elder').click();
    song.excuse(/status of 404/);
    for (const path of workerPages) {
      await song.open(path);
      await expect(page.locator('h1').first()).toBeVisible();
      await clean(song, path);
    }
    await song.goOffline();
    await song.open('/app');
    await expect(strip(page)).toHaveAttribute('data-state', 'offline');
    await clean(song, 'home, offline');
    await toBuilding(page, '5号楼');
    await door(page, '1单元', '101').click();
    await expect(page.getByTestId('sheet')).toBeVisible();
    await clean(song, 'the door sheet');
    await page.getByTestId('outcome-met').click();
    await clean(song, 'the door sheet, met');
    await page.getByTestId('save-met').click();
    await askToSign(page, '3单元', '402', fitness.title, '徐可儿');
    await clean(song, 'the glass');
    await song.open('/app/round/b-03-05');
    await cosignAtDoor(page, '2单元', '401', fitness.title, '王秀兰', () => clean(song, 'the slip'));
    await song.open('/app/outbox');
    await expect(page.getByTestId('deed').first()).toBeVisible();
    await clean(song, 'the outbox, full');
  });
}

async function clean(phone: Phone, where: string): Promise<void> {
  const found = await axe(phone.page);
  expect.soft(found, where).toEqual([]);
}
