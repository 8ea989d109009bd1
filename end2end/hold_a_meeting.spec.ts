// A deliberation from check-in to published minutes: recorded on one device with no network, decided again by the
// server, read by everybody.
import { expect, test } from './fixtures/test.ts';
import { enter, strip, synced, tab } from './fixtures/actors.ts';
import { askForFloor, begin, find, moveAndPut, openCheckIn, openItem, poster, raise, seatMembers, toMeeting } from './fixtures/meeting.ts';

test('a whole session is recorded with no network and means the same on the server', async ({ phone, server }) => {
  test.setTimeout(240_000);
  const song = await phone('song');
  await enter(song, '宋敏');
  await song.goOffline();
  await openCheckIn(song.page, '5号楼北侧活动室');
  await seatMembers(song.page, 7);
  for (const door of ['5号楼2单元401', '5号楼3单元502', '8号楼1单元202']) await find(song.page, door);
  await expect(song.page.getByTestId('present')).toContainText('实到 10 人，委员 7/9');

  await begin(song.page, '郑守成');
  await openItem(song.page);
  await askForFloor(song.page, '梁素云', 'Pro');
  await song.page.getByTestId('spoke').click();
  await moveAndPut(song.page, 'main', ['梁素云', '郑守成']);
  await raise(song.page, 'No', [1, 4]);
  await raise(song.page, 'Abstain', [2]);
  await song.page.getByTestId('rest-yes').click();
  await expect(song.page.getByTestId('left')).toHaveText('都表态了');
  await song.page.getByTestId('close-vote').click();
  await expect(song.page.getByTestId('sum')).toHaveText('同意 7 × 2 = 14 > 实到有表决权 10（须过半）→ 通过');
  await song.page.getByTestId('adjourn').click();
  await song.page.getByTestId('to-minutes').click();
  await expect(song.page.getByTestId('item')).toHaveAttribute('data-state', 'Adopted');

  await song.goOnline();
  await synced(song.page);
  const html = await (await fetch(`${server.url}/meetings/M-03-2026Q2`)).text();
  expect(html).toContain('同意 7，反对 2，弃权 1');
  expect(html).toContain('7 × 2 = 14');
  for (const name of ['王秀兰', '李晨', '周国栋']) expect(html, 'no ordinary resident is named').not.toContain(name);
  const topic = await (await fetch(`${server.url}/topics/T-0303`)).text();
  expect(topic).toContain('data-state="Adopted"');
});

test('three phones in one room: the poster lets in, everybody votes once, minutes need three', async ({ phone }) => {
  test.setTimeout(240_000);
  const song = await phone('song');
  await enter(song, '宋敏');
  await openCheckIn(song.page, '5号楼北侧活动室');
  const { code, path } = await poster(song.page);
  await seatMembers(song.page, 6);
  await synced(song.page);

  const li = await phone('li');
  await enter(li, '李晨');
  await toMeeting(li.page, '5号楼北侧活动室');
  await li.page.getByTestId('check-in').getByLabel('会场海报上的16位码').fill('0000000000000000');
  await li.page.getByTestId('check-in-now').click();
  await expect(li.page.getByTestId('refusal')).toHaveAttribute('data-code', 'POSTER_UNREAD');
  // The poster's QR leads to the meeting with the code in hand.
  await li.open('/');
  await li.open(`${path}#${code}`);
  await li.page.getByTestId('check-in-now').click();
  await expect(li.page.getByTestId('here')).toBeVisible();
  await synced(li.page);

  await begin(song.page, '郑守成');
  await openItem(song.page);
  await moveAndPut(song.page, 'main', ['梁素云', '郑守成']);
  await synced(song.page);
  await li.page.getByTestId('vote-No').click();
  await expect(li.page.getByTestId('my-vote')).toContainText('反对');
  await synced(li.page);
  // Seen on the recorder's phone without being noted there; the hand that is noted otherwise prevails and is told.
  const hands = song.page.getByTestId('voters').getByTestId('hand');
  await expect(hands.filter({ hasText: '李晨' })).toContainText('反对');
  await song.page.getByTestId('rest-yes').click();
  await expect(song.page.getByTestId('left')).toHaveText('都表态了');
  await song.page.getByTestId('close-vote').click();
  await expect(song.page.getByTestId('sum')).toContainText('同意 6 × 2 = 12');
  await song.page.getByTestId('adjourn').click();
  await song.page.getByTestId('to-minutes').click();
  await song.page.getByTestId('minutes-write').getByRole('textbox').press('End');
  await song.page.getByTestId('minutes-save').click();
  await song.page.getByTestId('minutes-confirm').click();
  await expect(song.page.getByTestId('minutes')).toContainText('记录人');

  const zheng = await phone('zheng');
  await enter(zheng, '郑守成');
  await toMeeting(zheng.page, '5号楼北侧活动室');
  await zheng.page.getByTestId('minutes-confirm').click();
  await expect(zheng.page.getByTestId('meeting-standing')).toHaveAttribute('data-state', 'MinutesDraft');

  await tab(li.page, '会议');
  await toMeeting(li.page, '5号楼北侧活动室');
  await li.page.getByText('我有异议').first().click();
  await li.page.getByLabel('我有异议').fill('我说的是先试三个月，不是长期。');
  await li.page.getByRole('button', { name: '附上异议' }).click();
  await expect(li.page.getByTestId('objections')).toContainText('我说的是先试三个月，不是长期。');
  await li.page.getByTestId('minutes-confirm').click();
  await expect(li.page.getByTestId('meeting-standing')).toHaveAttribute('data-state', 'MinutesConfirmed');
  await zheng.page.getByTestId('minutes-publish').click();
  await expect(zheng.page.getByTestId('meeting-standing')).toHaveAttribute('data-state', 'Published');
  await expect(zheng.page.getByTestId('objections')).toContainText('先试三个月');
  await expect(strip(zheng.page)).toHaveAttribute('data-state', 'synced');
});

test('the chair calls a meeting, and a notice too late is refused by its clause', async ({ phone }) => {
  const zheng = await phone('zheng');
  await enter(zheng, '郑守成');
  await tab(zheng.page, '会议');
  await zheng.page.getByTestId('call-meeting').click();
  await zheng.page.locator('#meeting-place').fill('小广场凉亭');
  await zheng.page.locator('#meeting-day').fill('2026-06-18');
  await zheng.page.getByTestId('call-now').click();
  await zheng.page.getByTestId('send-notice').click();
  await expect(zheng.page.getByTestId('refusal')).toHaveAttribute('data-code', 'NOTICE_TOO_SHORT');
  await tab(zheng.page, '会议');
  await zheng.page.getByTestId('call-meeting').click();
  await zheng.page.locator('#meeting-place').fill('小广场凉亭');
  await zheng.page.getByTestId('call-now').click();
  await zheng.page.getByTestId('send-notice').click();
  await expect(zheng.page.getByTestId('meeting-standing')).toHaveAttribute('data-state', 'Noticed');
});
