// The main job, from the stairwell to the notice board: signed with no network, delivered once, submitted by the tenth
// adult, reviewed, shown; checked and withdrawn with the slip alone. Once on a good day, once with the server's power
// cut in the middle of each upload.
import type { Page } from '@playwright/test';
import { cosignAtDoor, cosignMyself, enter, fitness, outbox, publicCount, sendNow, synced, tab, toBuilding, toTopic, waiting } from './fixtures/actors.ts';
import { withoutScript } from './fixtures/public.ts';
import { expect, test, type DemoServer, type Phone } from './fixtures/test.ts';

/** How somebody comes back into the network. */
type Return = (phone: Phone, server: DemoServer) => Promise<void>;

const onAGoodDay: Return = (phone) => phone.goOnline();

/** The upload reaches the server, and the power goes before the answer is out. */
const withThePowerCut: Return = async (phone, server) => {
  phone.excuse(/^Failed to load resource: (net::ERR_|the server responded with a status of 401)/);
  phone.network.weather({ kind: 'lostAnswer' }, (path) => path === '/api/v1/sync');
  const arrived = phone.network.next('/api/v1/sync');
  await phone.goOnline();
  await arrived;
  await server.kill9();
  phone.network.weather({ kind: 'pass' });
  await server.up();
  await sendNow(phone.page);
};

for (const [title, comeBack] of [
  ['the story of one co-signature, from the door to the notice board', onAGoodDay],
  ['T04 the same story with the server killed in the middle of every upload', withThePowerCut],
] as const) {
  test(title, async ({ server, phone }) => {
    test.setTimeout(240_000);
    const song = await phone('宋敏');
    await enter(song, '宋敏');
    const slips = await inTheStairwell(song);
    await comeBack(song, server);
    await synced(song.page);
    expect((await outbox(song.page)).filter((state) => state !== 'accepted')).toEqual([]);
    expect(await publicCount(server, fitness.id)).toBe(10);

    // At home, on his own phone, in the metro tunnel.
    const li = await phone('李晨');
    await enter(li, '李晨');
    await li.goOffline();
    const mine = await cosignMyself(li.page, fitness.title);
    await waiting(li.page, 1);
    await comeBack(li, server);
    await synced(li.page);
    expect(await publicCount(server, fitness.id)).toBe(11);

    // One of them thinks again: no account, no script, no reason.
    await withoutScript(server, async (page) => {
      await check(page, slips.second);
      await expect(page.getByTestId('receipt-found')).toContainText('这个联名有效，算数。');
      await page.getByTestId('receipt-withdraw').click();
      await expect(page.getByTestId('receipt-withdrawn')).toBeVisible();
      await check(page, slips.second);
      await expect(page.getByTestId('receipt-found')).toContainText('这个联名已经撤回。');
    });
    expect(await publicCount(server, fitness.id)).toBe(10);

    await handIn(phone);
    await review(phone);

    await withoutScript(server, async (page) => {
      await page.goto(`${server.url}/grids/g-03`);
      await expect(page.getByTestId('stages')).toContainText(fitness.title);
      await page.getByRole('link', { name: fitness.title }).first().click();
      await expect(page.getByTestId('standing')).toHaveAttribute('data-state', 'Accepted');
      await expect(page.getByTestId('opinion')).toContainText('写得清楚，可以上会。');
      for (const code of [slips.wang, mine]) {
        await check(page, code);
        await expect(page.getByTestId('receipt-found')).toContainText(fitness.title);
      }
    });
    expect(await server.verify()).toMatch(/ 0 faults$/);
  });
}

/** No signal from here on: a fresh start of the app, and three names. */
async function inTheStairwell(song: Phone): Promise<{ wang: string; second: string }> {
  await song.goOffline();
  await song.restart();
  await song.open('/app');
  await toBuilding(song.page, '5号楼');
  const wang = await cosignAtDoor(song.page, '2单元', '401', fitness.title, '王秀兰');
  await cosignAtDoor(song.page, '2单元', '302', fitness.title, '吴一凡');
  const second = await cosignAtDoor(song.page, '2单元', '402', fitness.title, await firstName(song.page, '2单元', '402'));
  // Three signatures, one round, three visits.
  await waiting(song.page, 7);
  return { wang, second };
}

/** Whoever is first on the roll of a door and may sign. */
async function firstName(page: Page, stair: string, label: string): Promise<string> {
  await page.getByRole('button', { name: new RegExp(`^${stair} ${label},`) }).click();
  await page.getByTestId('ask').filter({ hasText: fitness.title }).getByRole('link').click();
  const names = await page.getByTestId('resident').allInnerTexts();
  const name = names.map((text) => text.trim()).find((text) => !text.includes('·'));
  if (!name) throw new Error(`nobody may sign at ${stair} ${label}: ${names.join(', ')}`);
  await page.getByRole('link', { name: /5号楼|返回/ }).first().click();
  await expect(page.getByTestId('tower')).toBeVisible();
  return name;
}

async function handIn(phone: (name: string) => Promise<Phone>): Promise<void> {
  const zhou = await phone('周国栋');
  await enter(zhou, '周国栋');
  await toTopic(zhou.page, fitness.title);
  await expect(zhou.page.getByTestId('main-action')).toContainText('送审查');
  await zhou.page.getByTestId('main-action').click();
  await expect(zhou.page.getByTestId('standing')).toHaveAttribute('data-state', 'Submitted');
  await synced(zhou.page);
}

/** Not Song: who collected does not call back. */
async function review(phone: (name: string) => Promise<Phone>): Promise<void> {
  const luo = await phone('罗文海');
  await enter(luo, '罗文海');
  const page = luo.page;
  await tab(page, '审查');
  await page.getByTestId('case').filter({ hasText: fitness.title }).click();
  const sample = page.getByTestId('callback');
  await expect(sample.first()).toBeVisible();
  const open = sample.getByRole('button', { name: '是本人联名' });
  for (let left = await open.count(); left > 0; left--) {
    await open.first().click();
    await expect(open).toHaveCount(left - 1);
  }
  // Nothing on the page moves any more when the answers have arrived.
  await synced(page);
  for (const no of [0, 1, 2]) await page.getByTestId(`criterion-${no}`).getByRole('radio', { name: '是', exact: true }).check();
  await page.getByRole('radio', { name: '通过', exact: true }).check();
  await page.getByTestId('reason').fill('写得清楚，可以上会。');
  await page.getByTestId('give-opinion').click();
  await expect(page).toHaveURL(/\/app\/review$/);
  await expect(page.getByTestId('case').filter({ hasText: fitness.title })).toHaveCount(0);
  await synced(page);
}

async function check(page: Page, code: string): Promise<void> {
  await page.goto(new URL('/receipt', page.url()).href);
  await page.locator('#code').fill(code);
  await page.getByRole('button', { name: '查询' }).click();
}
