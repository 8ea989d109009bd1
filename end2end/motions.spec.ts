// The law of motions in one evening on one device with no network: the wording of a topic is amended and adopted so, the
// room pauses until a time it names, and goes home before the second topic was voted on. The server decides it all again.
import type { Page } from '@playwright/test';
import { axe } from './fixtures/a11y.ts';
import { lookForNews, synced, toTopic } from './fixtures/actors.ts';
import { begin, calledTo, openCheckIn, openItem, propose, seatMembers, toMeeting } from './fixtures/meeting.ts';
import { expect, test } from './fixtures/test.ts';

const room = '小广场凉亭';
const topics = [
  ['楼道堆物清理日', '每月最后一个周六上午，各楼清一次楼道，物业来车拉走，从7月起试半年。'],
  ['傍晚锻炼的音量', '小广场晚上7点到8点半可以放音乐，音量不超过60分贝，7月1日起执行。'],
] as const;
const amended = '每月第一个周六上午，各楼清一次楼道，物业来车拉走，从7月起试三个月。';
const mover: [string, string] = ['梁素云', '郑守成'];
const pause = 10;

/** The page's clock alone: an installed one gives timers numbers that wasm cannot hold, and none is ever cleared. */
function goesAhead(ms: number): void {
  const now = Date.now;
  Date.now = () => now() + ms;
}

/** 修正 with its wording, moved and seconded. */
async function amend(page: Page, wording: string): Promise<void> {
  await page.getByTestId('motion-amend').check();
  await page.locator('#wording').fill(wording);
  await propose(page, 'amend', mover);
}

/** What was refused, by its code; read and put away. */
async function refused(page: Page, code: string): Promise<void> {
  await expect(page.getByTestId('refusal')).toHaveAttribute('data-code', code);
  await page.getByTestId('read').click();
  await expect(page.getByTestId('refusal')).toHaveCount(0);
}

async function put(page: Page): Promise<void> {
  await page.getByTestId('put-question').click();
  await expect(page.getByTestId('vote-open')).toBeVisible();
}

/** The first topic: another matter is ruled out, the wording is amended, and the question that waited is put. */
async function amendedAndAdopted(page: Page): Promise<void> {
  await openItem(page);
  await propose(page, 'main', mover);
  await expect(page.getByTestId('moved')).toContainText('表决本议题');
  await amend(page, topics[0][1]);
  await refused(page, 'SAME_WORDING');
  await amend(page, '给8号楼装一部电梯。');
  await expect(page.getByTestId('moved').getByTestId('wording')).toContainText('电梯');
  expect(await axe(page)).toEqual([]);
  await propose(page, 'main', mover);
  await refused(page, 'AMENDMENT_FIRST');
  await page.getByTestId('rule-out').click();
  await expect(page.getByTestId('moved'), 'the question that waited is before the room again').toContainText('表决本议题');
  await amend(page, amended);
  await put(page);
  await expect(page.getByTestId('vote-open').getByTestId('wording')).toHaveText(amended);
  await votesSeven(page, 2);
  await expect(page.getByTestId('item-open')).toContainText(amended);
  await put(page);
  await expect(page.getByTestId('vote-open').getByTestId('wording')).toHaveText(amended);
  await votesSeven(page, 1);
  // In the order in which they were moved: the question first.
  for (const sum of ['同意 6 × 2 = 12 >', '同意 5 × 2 = 10 >']) await expect(page.getByTestId('item').first()).toContainText(sum);
}

/** So many of the seven say no, the rest yes; while the item stays open its sum stands in no list yet. */
async function votesSeven(page: Page, no: number): Promise<void> {
  await page.getByTestId('brush-No').check();
  for (let hand = 0; hand < no; hand++) await page.getByTestId('voters').getByTestId('hand').nth(hand).click();
  await page.getByTestId('rest-yes').click();
  await expect(page.getByTestId('left')).toHaveText('都表态了');
  await page.getByTestId('close-vote').click();
  await expect(page.getByTestId('vote-open')).toHaveCount(0);
}

test('amend, pause, go home: one evening with no network', async ({ phone, server }) => {
  test.setTimeout(480_000);
  const { song, zheng } = await calledTo(room, topics, phone, server);
  await song.goOffline();
  const { page } = song;
  await openCheckIn(page, room);
  await seatMembers(page, 7);
  await begin(page, '郑守成');
  await amendedAndAdopted(page);
  await expect(page.getByTestId('item').first().getByTestId('amended')).toBeVisible();

  // The second topic: the room pauses until a time it names; nobody shortens that.
  await openItem(page);
  await page.getByTestId('motion-recess').check();
  await page.locator('#recess-minutes').selectOption(String(pause));
  await propose(page, 'recess', mover);
  await expect(page.getByTestId('moved')).toContainText('休会');
  await put(page);
  await votesSeven(page, 0);
  await expect(page.getByTestId('recess-until')).toContainText(/休会，\d\d:\d\d 继续/);
  await expect(page.getByTestId('propose'), 'no votes while it is paused').toHaveCount(0);
  await page.getByTestId('resume').click();
  await refused(page, 'TOO_EARLY');
  expect(await axe(page)).toEqual([]);
  // Eleven minutes go by, in the room and elsewhere.
  zheng.excuse(/status of 401|net::ERR_/);
  await server.stop();
  await server.laterBy((pause + 1) / 1440);
  await server.up();
  const record = new URL(page.url()).pathname;
  await page.addInitScript(goesAhead, (pause + 1) * 60_000);
  await song.open(record);
  await page.getByTestId('resume').click();
  await expect(page.getByTestId('item-open')).toBeVisible();

  // The room goes home: what it did not vote on is carried over.
  await propose(page, 'adjourn', mover);
  await put(page);
  await votesSeven(page, 1);
  await page.getByTestId('to-minutes').click();
  await expect(page.getByTestId('meeting-standing')).toHaveAttribute('data-state', 'Adjourned');
  const states = await page.getByTestId('item').evaluateAll((all) => all.map((item) => item.getAttribute('data-state')));
  expect(states).toEqual(['Adopted', 'Carried']);
  for (const words of [amended, '主持人认定离题', '散会']) await expect(page.locator('#minutes-text')).toHaveValue(new RegExp(words));
  await page.getByTestId('minutes-save').click();
  await expect(page.getByTestId('minutes')).toContainText(amended);

  await song.goOnline();
  await synced(page);
  await expect(page.getByTestId('minutes-differ')).toHaveCount(0);
  await lookForNews(zheng.page);
  await toTopic(zheng.page, topics[0][0]);
  await expect(zheng.page.getByTestId('standing')).toHaveAttribute('data-state', 'Adopted');
  await expect(zheng.page.getByTestId('topic-text')).toHaveText(topics[0][1]);
  await expect(zheng.page.getByTestId('adopted-text')).toHaveText(amended);
  await toTopic(zheng.page, topics[1][0]);
  await expect(zheng.page.getByTestId('standing'), 'not shelved').toHaveAttribute('data-state', 'Accepted');
  await toMeeting(zheng.page, room);
  const open = new URL(zheng.page.url()).pathname.replace('/app', '');
  const html = await (await fetch(server.url + open)).text();
  for (const words of [amended, '同意 5，反对 2，弃权 0', '主持人认定离题，未付表决。', '散会，没议完的留到下次']) expect(html).toContain(words);
  expect(await server.verify()).toMatch(/ 0 faults$/);
});
