// The rules of a session as people meet them: by number of the specification's scenarios.
import type { Page } from '@playwright/test';
import { daysLater, enter, lookForNews, synced, tab, toTopic } from './fixtures/actors.ts';
import { dogs } from './fixtures/decision.ts';
import { adjourn, askForFloor, begin, call, checkIn, debate, decide, liComesIn, moveAndPut, openCheckIn, openItem, poster, propose, seatMembers, seatResidents } from './fixtures/meeting.ts';
import { expect, test, type Phone } from './fixtures/test.ts';

const room = '5号楼北侧活动室';
const stairs = ['8号楼1单元', '8号楼2单元'];
const mover: [string, string] = ['梁素云', '郑守成'];
type Phones = (name: string) => Promise<Phone>;

/** 宋敏 keeps the record of the morning's meeting with so many members and residents in the room. */
async function gathered(phone: Phones, members: number, residents: number): Promise<Phone> {
  const song = await phone('song');
  await enter(song, '宋敏');
  await openCheckIn(song.page, room);
  await seatMembers(song.page, members);
  await seatResidents(song.page, stairs, residents);
  return song;
}

/** The meeting begins with its only item. */
async function takenUp(page: Page): Promise<void> {
  await begin(page, '郑守成');
  await openItem(page);
}

const standing = (page: Page) => page.getByTestId('item').first();

test('s27: four of nine members and six residents may talk, but not vote', async ({ phone, server }) => {
  test.setTimeout(180_000);
  const song = await gathered(phone, 4, 6);
  const { page } = song;
  await expect(page.getByTestId('present')).toContainText('实到 10 人，委员 4/9');
  await begin(page, '郑守成');
  await expect(page.getByTestId('refusal')).toHaveAttribute('data-code', 'INQUORATE');
  await expect(page.getByTestId('clause')).toContainText('G-QUORUM');
  // Who is late is waited for; then it may be declared.
  await synced(page);
  const path = new URL(page.url()).pathname;
  await daysLater(server, [song], 25 / 1440);
  await song.open(path);
  await page.getByText('宣布人数不够').first().click();
  await page.getByTestId('inquorate').click();
  await expect(page.getByTestId('to-minutes')).toBeVisible();
  await expect(page.getByTestId('open-item')).toHaveCount(0);
  await expect(page.getByTestId('propose'), 'nothing can be put to the vote').toHaveCount(0);
});

test('s28: somebody with a post and a resident with a phone both stand in the queue', async ({ phone }) => {
  test.setTimeout(180_000);
  const song = await gathered(phone, 6, 0);
  const { page } = song;
  const hangs = await poster(page);
  await page.getByText('列席人员').click();
  await checkIn(page, 'posts', 0);
  const post = (await page.getByTestId('posts').getByTestId('chip').first().innerText()).split('\n')[0] ?? '';
  await takenUp(page);
  await synced(page);
  const li = await liComesIn(phone, hangs);
  await li.page.getByTestId('here').getByRole('button', { name: '赞成' }).click();
  await expect(li.page.getByTestId('here')).toContainText('已在等候发言');
  await synced(li.page);
  await askForFloor(page, post, 'open');
  const queue = page.getByTestId('speakers').getByRole('listitem');
  await expect(queue.filter({ hasText: '李晨' })).toBeVisible({ timeout: 30_000 });
  await expect(queue.filter({ hasText: post })).toBeVisible();
});

test('s29, s30, s31: half sets it aside, it comes first next time, and a third time is refused', async ({ phone, server }) => {
  test.setTimeout(480_000);
  const song = await gathered(phone, 9, 11);
  const { page } = song;
  await takenUp(page);
  await propose(page, 'shelve', mover);
  await expect(page.getByTestId('refusal'), 'two of each side have not been heard').toHaveAttribute('data-code', 'DEBATE_FIRST');
  await page.getByTestId('read').click();
  await shelve(page, [8, 2], '同意 10 × 2 = 20 = 实到有表决权 20（够数即可）→ 通过');
  await synced(page);

  const zheng = await phone('zheng');
  await enter(zheng, '郑守成');
  for (const time of ['second', 'third'] as const) {
    await lookForNews(zheng.page);
    const place = `小广场凉亭（${time === 'second' ? '二' : '三'}）`;
    await tab(zheng.page, '会议');
    await zheng.page.getByTestId('call-meeting').click();
    const item = zheng.page.getByRole('checkbox', { name: dogs });
    await expect(item).toBeChecked();
    await expect(item, 's30: it cannot be removed').toBeDisabled();
    await call(zheng.page, place, []);
    await expect(zheng.page.getByTestId('agenda').getByTestId('item').first()).toContainText(dogs);
    await synced(zheng.page);
    await daysLater(server, [song, zheng], 6 + (time === 'second' ? 10 / 24 : 0));
    await openCheckIn(page, place);
    await seatMembers(page, 7);
    await takenUp(page);
    if (time === 'second') {
      await shelve(page, [0, 0], '同意 7 × 2 = 14 > 实到有表决权 7（够数即可）→ 通过');
      await synced(page);
    }
  }
  await debate(page, await speakers(page));
  await propose(page, 'shelve', mover);
  await expect(page.getByTestId('refusal')).toHaveAttribute('data-code', 'SHELVE_LIMIT');
  await expect(page.getByTestId('clause')).toContainText('G-SHELVE');
  await page.getByTestId('read').click();
  // What is left: the vote, or the council.
  await moveAndPut(page, 'escalate', mover);
  expect(await decide(page, [0, 0])).toContain('→ 通过');
  await synced(page);
  await toTopic(page, dogs);
  await expect(page.getByTestId('standing')).toHaveAttribute('data-state', 'Escalated');
});

/** Four who sit here. */
async function speakers(page: Page): Promise<string[]> {
  return (await page.locator('#ask-who option').allInnerTexts()).slice(1, 5);
}

async function shelve(page: Page, counts: [number, number], sum: string): Promise<void> {
  await debate(page, await speakers(page));
  await moveAndPut(page, 'shelve', mover);
  expect(await decide(page, counts)).toBe(sum);
  await adjourn(page);
  await expect(standing(page)).toHaveAttribute('data-state', 'Shelved');
}

test('s32: ten of twenty-one is not more than half, whoever abstains', async ({ phone }) => {
  test.setTimeout(180_000);
  const { page } = await gathered(phone, 9, 12);
  await takenUp(page);
  await moveAndPut(page, 'main', mover);
  expect(await decide(page, [5, 6])).toBe('同意 10 × 2 = 20 < 实到有表决权 21（须过半）→ 未通过');
  await adjourn(page);
  await expect(standing(page)).toHaveAttribute('data-state', 'NotAdopted');
});

test('s33, s34: three went home and are not counted; four to four is not adopted, and nobody votes again', async ({ phone }) => {
  test.setTimeout(180_000);
  const { page } = await gathered(phone, 6, 5);
  await takenUp(page);
  await expect(page.getByTestId('present')).toContainText('实到 11 人');
  await page.getByText('签到', { exact: true }).click();
  await page.getByTestId('present-now').locator('xpath=..').locator('summary').click();
  for (const left of [10, 9, 8]) {
    await page.getByTestId('present-now').getByRole('listitem').last().getByRole('button').click();
    await expect(page.getByTestId('present')).toContainText(`实到 ${left} 人`);
  }
  await moveAndPut(page, 'main', mover);
  expect(await decide(page, [4, 0])).toBe('同意 4 × 2 = 8 = 实到有表决权 8（须过半）→ 未通过');
  await adjourn(page);
  await expect(standing(page)).toHaveAttribute('data-state', 'NotAdopted');
});

test('s35: one person votes on the phone and by hand: one vote, and the minutes say that they differ', async ({ phone, server }) => {
  test.setTimeout(240_000);
  const song = await gathered(phone, 6, 0);
  const { page } = song;
  const li = await joins(phone, song);
  await takenUp(page);
  await moveAndPut(page, 'main', mover);
  await synced(page);
  // Down in the cellar: what Li says on his phone does not get here, and his hand is seen as a yes.
  await expect(page.getByTestId('voters').getByTestId('hand').filter({ hasText: '李晨' })).toBeVisible({ timeout: 30_000 });
  await song.goOffline();
  await li.page.getByTestId('vote-No').click({ timeout: 30_000 });
  await expect(li.page.getByTestId('my-vote')).toContainText('反对');
  await synced(li.page);
  await page.getByTestId('voters').getByTestId('hand').filter({ hasText: '李晨' }).click(); // the brush says no first
  await page.getByTestId('brush-Yes').check();
  await page.getByTestId('voters').getByTestId('hand').filter({ hasText: '李晨' }).click();
  expect(await decide(page, [0, 0])).toBe('同意 7 × 2 = 14 > 实到有表决权 7（须过半）→ 通过');
  await adjourn(page);
  await page.getByTestId('minutes-save').click();
  await expect(page.getByTestId('minutes')).toBeVisible();
  await song.goOnline();
  await synced(page);
  const path = new URL(page.url()).pathname.replace('/app', '');
  const html = await (await fetch(server.url + path)).text();
  expect(html, 'one vote').toContain('同意 7，反对 0，弃权 0');
  await li.page.reload();
  await expect(li.page.getByTestId('agenda')).toContainText('同意 7');
  expect(await server.verify()).toMatch(/ 0 faults$/);
});

test('s38: a session from the cellar is counted again by the server; where it differs the minutes wait for a correction', async ({ phone }) => {
  test.setTimeout(240_000);
  const song = await gathered(phone, 6, 0);
  const { page } = song;
  const hangs = await poster(page);
  await synced(page);
  await song.goOffline();
  // Whoever comes by their own phone now is not seen in the cellar.
  const li = await liComesIn(phone, hangs);
  await synced(li.page);

  await takenUp(page);
  await moveAndPut(page, 'main', mover);
  expect(await decide(page, [0, 0])).toBe('同意 6 × 2 = 12 > 实到有表决权 6（须过半）→ 通过');
  await adjourn(page);
  await page.getByTestId('minutes-save').click();
  await expect(page.getByTestId('minutes')).toBeVisible();
  await expect(page.getByTestId('minutes-differ'), 'on this phone nothing differs').toHaveCount(0);

  await song.goOnline();
  await synced(page);
  await expect(page.getByTestId('minutes-differ')).toContainText('有表决权 6', { timeout: 30_000 });
  await expect(page.getByTestId('minutes-differ')).toContainText('有表决权 7');
  await expect(page.getByTestId('minutes'), 'nothing is changed in silence').toContainText('6 × 2 = 12');
  await expect(page.getByTestId('minutes-confirm'), 'and nobody confirms it').toHaveCount(0);
  await page.getByText('更正纪要').click();
  await page.locator('#minutes-corrected').fill('同意6，李晨已到会但未表态；有表决权7，通过。');
  await page.locator('#correct-why').fill('一位居民用自己的手机签到，记录人当时没有网络。');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByTestId('minutes-differ')).toHaveCount(0);
  await expect(page.getByTestId('minutes-confirm')).toBeVisible();
});

/** 李晨 comes in by the poster, and is seen on the recorder's phone. */
async function joins(phone: Phones, song: Phone): Promise<Phone> {
  const room = await poster(song.page);
  await synced(song.page);
  const li = await liComesIn(phone, room);
  await synced(li.page);
  await expect(song.page.getByTestId('present')).toContainText('实到 7 人', { timeout: 30_000 });
  return li;
}
