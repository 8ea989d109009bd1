// Hands counted by number, and counted again because somebody doubts it: with no network, and from a phone of one's own.
import type { Page } from '@playwright/test';
import { enter, synced } from './fixtures/actors.ts';
import { dogs, fileAll } from './fixtures/decision.ts';
import { adjourn, begin, find, liComesIn, openCheckIn, openItem, poster, propose, seatMembers } from './fixtures/meeting.ts';
import { expect, test } from './fixtures/test.ts';

const room = '5号楼北侧活动室';
const mover: [string, string] = ['梁素云', '郑守成'];

/** The main question is put by hands. */
async function putByHands(page: Page): Promise<void> {
  await propose(page, 'main', mover);
  await page.getByTestId('put-hands').click();
  await expect(page.getByTestId('vote-hands')).toBeVisible();
}

/** What was counted, as the recorder enters it. */
async function count(page: Page, [no, abstain, yes]: [number, number, number]): Promise<void> {
  for (const [what, hands] of [['no', no], ['abstain', abstain], ['yes', yes]] as const) await page.locator(`#hands-${what}`).fill(String(hands));
  await page.getByTestId('count-hands').click();
}

test('hands are counted in airplane mode, doubted, counted again, and what they adopt is filed', async ({ phone, server }) => {
  test.setTimeout(300_000);
  const song = await phone('song');
  await enter(song, '宋敏');
  await song.goOffline();
  const { page } = song;
  await openCheckIn(page, room);
  await seatMembers(page, 7);
  for (const door of ['5号楼2单元401', '5号楼3单元502', '8号楼1单元202']) await find(page, door);
  await begin(page, '郑守成');
  await openItem(page);
  await putByHands(page);

  // More hands than may be raised are no count, and nothing can be read out yet.
  await count(page, [4, 1, 6]);
  await expect(page.getByTestId('refusal')).toHaveAttribute('data-code', 'COUNT_EXCEEDS');
  await expect(page.getByTestId('clause')).toContainText('G-VOTE');
  await page.getByTestId('read').click();
  await expect(page.getByTestId('close-vote')).toHaveCount(0);
  await count(page, [4, 1, 5]);
  await page.getByTestId('close-vote').click();
  await expect(page.getByTestId('sum')).toHaveText('同意 5 × 2 = 10 = 实到有表决权 10（须过半）→ 未通过');

  await page.getByTestId('doubt').locator('summary').click();
  await page.locator('#recount-who').selectOption({ label: '梁素云' });
  await page.getByTestId('recount').click();
  await expect(page.getByTestId('vote-hands')).toContainText('正在复核计票');
  await count(page, [3, 1, 6]);
  await page.getByTestId('close-vote').click();
  await expect(page.getByTestId('sum')).toHaveText('同意 6 × 2 = 12 > 实到有表决权 10（须过半）→ 通过');
  await expect(page.getByTestId('first-count')).toHaveText('第一次计票：同意 5，反对 4，弃权 1');
  await expect(page.getByTestId('doubt'), 'once').toHaveCount(0);
  await adjourn(page);
  await expect(page.locator('#minutes-text')).toHaveValue(/第一次计票：同意 5，反对 4，弃权 1/);
  await page.getByTestId('minutes-save').click();
  await expect(page.getByTestId('minutes')).toContainText('举手计数');

  await song.goOnline();
  await synced(page);
  await expect(page.getByTestId('minutes-differ')).toHaveCount(0);
  const html = await (await fetch(`${server.url}/meetings/M-03-2026Q2`)).text();
  for (const words of ['同意 6，反对 3，弃权 1', '第一次计票：同意 5，反对 4，弃权 1', '6 × 2 = 12']) expect(html).toContain(words);
  const zheng = await phone('zheng');
  await enter(zheng, '郑守成');
  await fileAll(zheng, dogs, '张贴公约，三处设拾便袋');
  expect(await server.verify()).toMatch(/ 0 faults$/);
});

test('whoever is in the room doubts a count on a phone of their own, before the next item', async ({ phone, server }) => {
  test.setTimeout(240_000);
  const song = await phone('song');
  await enter(song, '宋敏');
  const { page } = song;
  await openCheckIn(page, room);
  const hangs = await poster(page);
  await seatMembers(page, 6);
  await synced(page);
  const li = await liComesIn(phone, hangs);
  await synced(li.page);
  await expect(page.getByTestId('present')).toContainText('实到 7 人', { timeout: 30_000 });
  await begin(page, '郑守成');
  await openItem(page);
  await putByHands(page);
  await synced(page);
  await expect(li.page.getByTestId('voting')).toContainText('请举手表决', { timeout: 30_000 });
  await expect(li.page.getByTestId('vote-Yes'), 'names and numbers are not mixed').toHaveCount(0);
  await count(page, [2, 1, 4]);
  await page.getByTestId('close-vote').click();
  await expect(page.getByTestId('sum')).toContainText('→ 通过');
  await synced(page);

  await li.page.getByTestId('doubt').locator('summary').click({ timeout: 30_000 });
  await li.page.getByTestId('recount').click();
  await synced(li.page);
  await expect(page.getByTestId('vote-hands')).toContainText('正在复核计票', { timeout: 30_000 });
  await count(page, [3, 1, 3]);
  await page.getByTestId('close-vote').click();
  await expect(page.getByTestId('sum')).toContainText('3 × 2 = 6 < 实到有表决权 7');
  await synced(page);
  await expect(li.page.getByTestId('item').first()).toHaveAttribute('data-state', 'NotAdopted', { timeout: 30_000 });
  await expect(li.page.getByTestId('doubt'), 'once').toHaveCount(0);
  const html = await (await fetch(server.url + hangs.path.replace('/app', ''))).text();
  expect(html).toContain('第一次计票：同意 4，反对 2，弃权 1');
  expect(await server.verify()).toMatch(/ 0 faults$/);
});
