// A whole evening: forty people, three topics, one set aside, one sent to a hearing, one adopted and filed. Once on one
// device with no network, once with people voting on phones of their own.
import { lookForNews, synced, toTopic } from './fixtures/actors.ts';
import { fileAll } from './fixtures/decision.ts';
import { adjourn, begin, calledTo, debate, decide, liComesIn, moveAndPut, openCheckIn, openItem, poster, seatMembers, seatResidents, toMeeting } from './fixtures/meeting.ts';
import { expect, test, type Phone } from './fixtures/test.ts';

const room = '小广场凉亭';
const topics = [
  ['楼道堆物清理日', '每月最后一个周六上午，各楼清一次楼道，物业来车拉走，从7月起试半年。'],
  ['傍晚锻炼的音量', '小广场晚上7点到8点半可以放音乐，音量不超过60分贝，7月1日起执行。'],
  ['北墙装攀爬架', '用北墙边的空地给孩子装一个攀爬架，由社区申请器材，9月底前装好。'],
] as const;
const stairs = ['8号楼1单元', '8号楼2单元', '8号楼3单元', '5号楼1单元', '5号楼3单元'];
const mover: [string, string] = ['梁素云', '郑守成'];

/** Adopt the first, set the second aside, demand a hearing of the third. */
async function deliberate(song: Phone): Promise<void> {
  const { page } = song;
  await openItem(page);
  await moveAndPut(page, 'main', mover);
  expect(await decide(page, [7, 4])).toBe('同意 29 × 2 = 58 > 实到有表决权 40（须过半）→ 通过');
  await openItem(page);
  await debate(page, ['梁素云', '郑守成', ...(await others(song, 2))]);
  await moveAndPut(page, 'shelve', mover);
  expect(await decide(page, [15, 5])).toBe('同意 20 × 2 = 40 = 实到有表决权 40（够数即可）→ 通过');
  await openItem(page);
  await moveAndPut(page, 'hearing', mover);
  expect(await decide(page, [30, 2]), 'a fifth of those present is enough').toBe('同意 8 × 5 = 40 = 实到有表决权 40（够数即可）→ 通过');
  await adjourn(page);
  const states = await page.getByTestId('item').evaluateAll((all) => all.map((item) => item.getAttribute('data-state')));
  expect(states).toEqual(['Adopted', 'Shelved', 'ToHearing']);
  await page.getByTestId('minutes-save').click();
  await expect(page.getByTestId('minutes')).toContainText('29');
}

/** The names of so many who sit here and hold no post. */
async function others(song: Phone, count: number): Promise<string[]> {
  const names = await song.page.locator('#ask-who option').allInnerTexts();
  return names.slice(-count);
}

test('forty people, three topics, from the call to the filed decision; the session with no network', async ({ phone, server }) => {
  test.setTimeout(600_000);
  const { song, zheng } = await calledTo(room, topics, phone, server);
  await song.goOffline();
  await openCheckIn(song.page, room);
  await seatMembers(song.page, 9);
  await seatResidents(song.page, stairs, 31);
  await expect(song.page.getByTestId('present')).toContainText('实到 40 人，委员 9/9');
  await begin(song.page, '郑守成');
  await deliberate(song);

  await song.goOnline();
  await synced(song.page);
  await expect(song.page.getByTestId('minutes-differ')).toHaveCount(0);
  await lookForNews(zheng.page);
  const states = { [topics[0][0]]: 'Adopted', [topics[1][0]]: 'Shelved', [topics[2][0]]: 'HearingPending' };
  for (const [title, state] of Object.entries(states)) {
    await toTopic(zheng.page, title);
    await expect(zheng.page.getByTestId('standing')).toHaveAttribute('data-state', state);
  }
  await fileAll(zheng, topics[0][0], '清一次楼道');
  await expect(zheng.page.getByTestId('decision')).toHaveAttribute('data-state', 'Publicising');
  expect(await server.verify()).toMatch(/ 0 faults$/);
});

test('the same from three phones: whoever has one votes on it, and everybody counts once', async ({ phone, server }) => {
  test.setTimeout(600_000);
  const { song, zheng } = await calledTo(room, topics, phone, server);
  await openCheckIn(song.page, room);
  const hangs = await poster(song.page);
  await seatMembers(song.page, 9);
  await synced(song.page);
  const li = await liComesIn(phone, hangs);
  await synced(li.page);
  // Li's chip is pressed by his own phone; thirty more by the recorder's.
  await seatResidents(song.page, stairs, 30);
  await expect(song.page.getByTestId('present')).toContainText('实到 40 人，委员 9/9', { timeout: 30_000 });
  await begin(song.page, '郑守成');
  await synced(song.page);
  await toMeeting(zheng.page, room);

  const { page } = song;
  const own = [
    [li.page, 'No'],
    [zheng.page, 'Yes'],
  ] as const;
  for (const [motion, [no, abstain], sum, state] of [
    ['main', [6, 4], '同意 29 × 2 = 58 > 实到有表决权 40（须过半）→ 通过', 'Adopted'],
    ['shelve', [14, 5], '同意 20 × 2 = 40 = 实到有表决权 40（够数即可）→ 通过', 'Shelved'],
    ['hearing', [20, 2], '同意 17 × 5 = 85 > 实到有表决权 40（够数即可）→ 通过', 'ToHearing'],
  ] as const) {
    await openItem(page);
    if (motion === 'shelve') await debate(page, ['梁素云', '郑守成', ...(await others(song, 2))]);
    await moveAndPut(page, motion, mover);
    await synced(page);
    for (const [their, choice] of own) {
      await their.getByTestId(`vote-${choice}`).click({ timeout: 30_000 });
      await expect(their.getByTestId('my-vote')).toBeVisible();
    }
    await synced(li.page);
    await synced(zheng.page);
    const hands = page.getByTestId('voters').getByTestId('hand');
    await expect(hands.filter({ hasText: '李晨' })).toContainText('反对', { timeout: 30_000 });
    await expect(hands.filter({ hasText: '郑守成' })).toContainText('同意', { timeout: 30_000 });
    // The hands the recorder raises are those that said nothing themselves.
    const silent = await hands.evaluateAll((all) => all.map((hand, at) => (/反对|同意/.test(hand.textContent ?? '') ? -1 : at)).filter((at) => at >= 0));
    for (const [choice, from, count] of [['No', 0, no], ['Abstain', no, abstain]] as const) {
      await page.getByTestId(`brush-${choice}`).check();
      for (const at of silent.slice(from, from + count)) await hands.nth(at).click();
    }
    expect(await decide(page, [0, 0])).toBe(sum);
    await expect(page.getByTestId('item').filter({ hasText: topics[['main', 'shelve', 'hearing'].indexOf(motion)]?.[0] ?? '' })).toHaveAttribute('data-state', state);
  }
  await adjourn(page);
  await synced(page);
  const html = await (await fetch(server.url + hangs.path.replace('/app', ''))).text();
  for (const counts of ['同意 29，反对 7，弃权 4', '同意 20，反对 15，弃权 5', '同意 17，反对 21，弃权 2']) expect(html).toContain(counts);
  expect(await server.verify()).toMatch(/ 0 faults$/);
});
