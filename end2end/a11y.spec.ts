// axe on every page, in the dress people really wear: light, dark, large print; Chinese, and the public ones in English.
import { axe } from './fixtures/a11y.ts';
import { askToSign, cosignAtDoor, door, enter, fitness, strip, toBuilding } from './fixtures/actors.ts';
import { checkIn, moveAndPut, openItem, raise } from './fixtures/meeting.ts';
import { expect, test, type Phone } from './fixtures/test.ts';

const publicPages = ['/', '/grids/g-03', '/grids/g-02', '/topics/T-0302', '/topics/T-0101', '/topics/T-X01', '/topics/T-0403', '/meetings/M-07-2026Q2',
  '/meetings/M-03-2026Q2', '/elections/E-07-2026', '/elections/E-02-2026', '/elections/E-01-2026', '/rules', '/receipt', '/demo', '/no-such-page'];
const workerPages = ['/app', '/app/round', '/app/round/b-03-05', '/app/round/b-03-05/hh-03-0147/lead', '/app/topics', '/app/topics/new',
  '/app/topics/T-0302', '/app/review', '/app/review/T-0309', '/app/meetings', '/app/meetings/new',
  '/app/meetings/M-03-2026Q2', '/app/meetings/M-06-2026Q2', '/app/meetings/M-X-2026Q2', '/app/topics/T-0501', '/app/council', '/app/council/T-X01',
  '/app/council/T-0403', '/app/topics/T-X01', '/app/elections', '/app/elections/new', '/app/elections/E-03-2026', '/app/elections/E-03-2026/run',
  '/app/outbox', '/app/me', '/app/me/enrol', '/app/enrol', '/app/nowhere'];

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

  test(`axe finds nothing where an election is run (${name})`, async ({ phone }) => {
    test.setTimeout(240_000);
    const sun = await phone('孙丽君');
    await enter(sun, '孙丽君');
    const page = sun.page;
    await page.emulateMedia({ colorScheme: scheme });
    if (elder) await page.getByTestId('elder').click();
    for (const path of ['/app/elections', '/app/elections/E-02-2026', '/app/elections/E-02-2026/run']) {
      await sun.open(path);
      await expect(page.locator('h1').first()).toBeVisible();
      await clean(sun, path);
    }
    await page.getByTestId('seal-form').locator('summary').click();
    await page.getByTestId('waits').first().click();
    await expect(page.getByTestId('hand-out')).toBeVisible();
    await page.getByTestId('box-leaves').click();
    await page.getByTestId('at-door').first().click();
    await clean(sun, 'polling day');
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
    await song.open('/app/topics/T-0307');
    await page.getByTestId('to-decision').click();
    await expect(page.getByTestId('duties')).toBeVisible();
    await clean(song, 'a decision');
    await session(song);
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

/** The record of a session: the list of names, the floor, the vote. */
async function session(song: Phone): Promise<void> {
  const { page } = song;
  await song.open('/app/meetings/M-03-2026Q2');
  await page.getByTestId('open-check-in').click();
  for (let seat = 0; seat < 6; seat++) await checkIn(page, 'members', seat);
  await page.getByTestId('show-poster').click();
  await clean(song, 'the check-in');
  await page.getByTestId('chairs').getByText('郑守成').click();
  await page.getByTestId('begin').click();
  await openItem(page);
  await clean(song, 'the floor');
  await moveAndPut(page, 'main', ['梁素云', '郑守成']);
  await raise(page, 'No', [1]);
  await raise(page, 'Abstain', [2]);
  await clean(song, 'the vote');
}

async function clean(phone: Phone, where: string): Promise<void> {
  const found = await axe(phone.page);
  expect.soft(found, where).toEqual([]);
}
