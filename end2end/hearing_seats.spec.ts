// A hearing: its seats by a lot that two hands seal and open and anybody works out again, and what is said at it.
import type { Page } from '@playwright/test';
import { axe } from './fixtures/a11y.ts';
import { accept, daysLater, enter, lookForNews, raiseAsMember, synced, tab, toTopic } from './fixtures/actors.ts';
import { begin, checkIn, find, openItem } from './fixtures/meeting.ts';
import { does, tagged } from './fixtures/peer.ts';
import { expect, test, type Phone } from './fixtures/test.ts';

const title = '单元门换成可视对讲门';
type Phones = (name: string) => Promise<Phone>;
interface Hearing {
  liang: Phone;
  song: Phone;
  id: string;
  path: string;
}

/** 梁素云 raises it, 宋敏 accepts it and calls the hearing for the morning of 25 June. */
async function called(phone: Phones): Promise<Hearing> {
  const liang = await phone('liang');
  await enter(liang, '梁素云');
  await raiseAsMember(liang.page, title, '单元门锁都坏了，请物业9月底前统一换成可视对讲门。');
  await synced(liang.page);
  const song = await phone('song');
  await enter(song, '宋敏');
  const { page } = song;
  await accept(page, title);
  await tab(page, '会议');
  await page.getByTestId('call-meeting').click();
  await page.getByRole('radio', { name: '监督评议听证会' }).check();
  await page.locator('#meeting-place').fill('社区二楼会议室');
  await page.locator('#meeting-day').fill('2026-06-25');
  await page.locator('#meeting-time').fill('09:00');
  await page.getByRole('checkbox', { name: title }).check();
  await page.getByTestId('call-now').click();
  await page.getByTestId('send-notice').click();
  await expect(page.getByTestId('meeting-standing')).toHaveAttribute('data-state', 'Noticed');
  await synced(page);
  const path = new URL(page.url()).pathname;
  return { liang, song, path, id: path.split('/').at(-1) ?? '' };
}

/** Seals one's secret; it stands there to be written down. */
async function seal(page: Page): Promise<string> {
  await page.getByTestId('seal-draw').click();
  await expect(page.getByTestId('accepted')).toBeVisible();
  const secret = (await page.getByTestId('my-secret').getByTestId('code').innerText()).replace(/\s/g, '');
  expect(secret).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  return secret;
}

const phase = (page: Page, at: string) => expect(page.getByTestId('seats')).toHaveAttribute('data-phase', at);

/** Everything a page tells of the lot, as anybody reads it. */
async function told(page: Page) {
  await page.getByTestId('lot-inputs').locator('summary').click();
  const texts = (name: string) => page.getByTestId(name).allInnerTexts();
  const lines = page.getByTestId('lot-seat');
  const order = await lines.evaluateAll((all) =>
    all.map((one) => ({ id: one.dataset['id'] ?? '', affected: one.dataset['affected'] === 'true', seated: one.dataset['seated'] === 'true' })),
  );
  return { meeting: (await texts('lot-meeting'))[0] ?? '', secrets: await texts('lot-secret'), seed: (await texts('lot-seed'))[0] ?? '', order };
}

test('G-HEAR: two hands seal and open, more apply than there are seats, and anybody works the lot out again', async ({ phone, server }) => {
  test.setTimeout(480_000);
  const { liang, song, id, path } = await called(phone);
  const watch = await seal(song.page);
  const li = await phone('li');
  await enter(li, '李晨');
  await li.open(path);
  await phase(li.page, 'sealing');
  await expect(li.page.getByTestId('apply-seat'), 'one hand is not enough').toHaveCount(0);

  await lookForNews(liang.page);
  await liang.open(path);
  const committee = await seal(liang.page);
  expect(committee).not.toBe(watch);
  expect(await (await fetch(`${server.url}/meetings/${id}`)).text(), 'sealed is sealed').not.toContain(committee);

  await lookForNews(li.page);
  await li.open(path);
  await phase(li.page, 'open');
  await expect(li.page.getByTestId('seats')).toContainText('报名到6月22日（含当天）');
  await li.page.getByTestId('apply-seat').click();
  await expect(li.page.getByTestId('applied-mine')).toContainText('您已报名');
  // Opened anew, nothing fades any more.
  await li.open(path);
  await expect(li.page.getByTestId('applied-mine')).toBeVisible();
  expect(await axe(li.page)).toEqual([]);

  // 孙丽君 lives next door and speaks for a shop here; whoever convenes checks that.
  const sun = await phone('sun');
  await enter(sun, '孙丽君');
  await sun.open(path);
  await sun.page.getByTestId('apply-unit').locator('summary').click();
  await sun.page.locator('#seat-unit').selectOption({ index: 3 });
  const shop = await sun.page.locator('#seat-unit option').nth(3).innerText();
  await sun.page.getByTestId('apply-for-unit').click();
  await expect(sun.page.getByTestId('applied-mine')).toContainText(`${shop} · 等召集人核对`);
  await lookForNews(liang.page);
  await liang.open(path);
  const waits = liang.page.getByTestId('confirm-seats');
  await expect(waits).toContainText(shop);
  expect(await axe(liang.page)).toEqual([]);
  await waits.getByTestId('confirm-seat').click();
  await expect(waits).toHaveCount(0);

  // Twelve neighbours of this grid and twelve of another.
  const step = { meeting: { meeting: id, step: { apply_seat: { unit: null } } } };
  for (let door = 0; door < 12; door++) {
    await does(server, `p-03-${String(300 + door).padStart(4, '0')}-0`, step);
    await does(server, `p-05-${String(300 + door).padStart(4, '0')}-0`, step);
  }
  await lookForNews(li.page);
  await li.open(path);
  await expect(li.page.getByTestId('seats-applied')).toHaveText('已有 26 人报名，共 20 席');

  await daysLater(server, [song, liang, li], 8);
  await li.open(path);
  await phase(li.page, 'closed');
  await expect(li.page.getByTestId('apply-seat')).toHaveCount(0);
  for (const hand of [song, liang]) {
    await hand.open(path);
    await hand.page.getByTestId('open-draw').click();
    await expect(hand.page.getByTestId('accepted')).toBeVisible();
  }
  const everybody = [li, liang];
  for (const one of everybody) {
    await lookForNews(one.page);
    await one.open(path);
    await phase(one.page, 'drawn');
    await expect(one.page.getByTestId('lot-again')).toHaveAttribute('data-again', 'agrees');
  }
  const seen = [await told(li.page), await told(liang.page)];
  expect(await axe(li.page)).toEqual([]);
  await li.page.emulateMedia({ colorScheme: 'dark' });
  expect(await axe(li.page)).toEqual([]);

  const visitor = await phone('visitor');
  await visitor.open(`/meetings/${id}`);
  await expect(visitor.page.getByTestId('lot-again')).toHaveAttribute('data-again', 'agrees');
  const open = await told(visitor.page);
  expect(await axe(visitor.page)).toEqual([]);
  expect(seen).toEqual([open, open]);
  const text = await visitor.page.locator('body').innerText();
  for (const name of ['李晨', '孙丽君', shop]) expect(text, 'whoever applied is not named').not.toContain(name);

  // From what the public page says alone.
  expect(open.meeting).toBe(id);
  expect(open.secrets).toEqual([committee, watch]);
  const ids = open.order.map((one) => one.id).sort();
  expect(ids).toHaveLength(26);
  const seed = tagged('chengge/draw/v1', [open.meeting, ...open.secrets, ...ids]);
  expect(open.seed).toBe(seed);
  const number = (one: { id: string }) => tagged('chengge/lot/v1', [seed, one.id]);
  const byLot = [...open.order].sort((a, b) => (number(a) < number(b) ? -1 : 1));
  const kept = byLot.filter((one) => one.affected).slice(0, 10);
  expect(open.order.filter((one) => one.affected)).toHaveLength(14);
  const lot = [...kept, ...byLot.filter((one) => !kept.includes(one))];
  expect(open.order.map((one) => one.id)).toEqual(lot.map((one) => one.id));
  expect(open.order.map((one) => one.seated)).toEqual(lot.map((_, at) => at < 20));
  await expect(li.page.getByTestId('my-seat')).toHaveAttribute('data-seated', /true|false/);
});

test('G-HEAR: with no network the recorder notes what somebody says at the hearing; they read it with its number', async ({ phone, server }) => {
  test.setTimeout(300_000);
  const { song, path } = await called(phone);
  await daysLater(server, [song], 10);
  await song.open(path);
  const { page } = song;
  await song.readyForOffline();
  await song.goOffline();
  await page.getByTestId('open-check-in').click();
  await checkIn(page, 'members', 0);
  await checkIn(page, 'members', 1);
  await find(page, '5号楼3单元502');
  await begin(page, '郑守成');
  await openItem(page);
  const form = page.getByTestId('note-opinion');
  await page.locator('#opinion-who').selectOption({ label: '李晨' });
  await page.locator('#opinion-said').fill('换门的时候请留一把钥匙给夜班的人。');
  await form.getByTestId('opinion-note').click();
  await expect(page.getByTestId('opinions-noted')).toContainText('1');
  await expect(page.locator('#opinion-said')).toHaveValue('');
  expect(await axe(page)).toEqual([]);
  await song.goOnline();
  await synced(page);

  const li = await phone('li');
  await enter(li, '李晨');
  await toTopic(li.page, title);
  const opinion = li.page.getByTestId('hearing').getByTestId('opinion');
  await expect(opinion).toContainText('意见1');
  await expect(opinion).toContainText('夜班');
});
