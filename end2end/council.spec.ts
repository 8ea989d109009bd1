// The community council: how a matter comes there, who agrees, what it decides without network, and what the residents'
// assembly resolves. Every refusal names its clause.
import { enter, strip, synced, tab, toTopic } from './fixtures/actors.ts';
import { checkIn, openItem, raise, toMeeting } from './fixtures/meeting.ts';
import { expect, test, type Phone } from './fixtures/test.ts';

const wall = '两院之间的围墙开门';
const room = '社区居委会二楼会议室';

const refusal = (phone: Phone) => phone.page.getByTestId('refusal').first();

/** 首页 → what waits for me before the council. */
async function toMatter(phone: Phone, title: string): Promise<void> {
  await tab(phone.page, '首页');
  await phone.page.locator('.needs').getByTestId('topic-card').filter({ hasText: title }).click();
  await expect(phone.page.getByTestId('council-story')).toBeVisible();
}

async function move(phone: Phone, motion: string): Promise<void> {
  const { page } = phone;
  await page.getByTestId(`motion-${motion}`).check();
  await page.locator('#mover').selectOption({ label: '钟慧' });
  await page.locator('#seconder').selectOption({ label: '董明德' });
  await page.getByTestId('propose').click();
}

test('T42: a session with no network; the council votes only when both grids agreed, and everybody reads it', async ({ phone, server }) => {
  test.setTimeout(300_000);
  const song = await phone('song');
  await enter(song, '宋敏');
  const { page } = song;
  await toMeeting(page, room);
  await song.goOffline();
  await page.getByTestId('open-check-in').click();
  await expect(page.getByRole('heading', { level: 1, name: '会议记录' })).toBeVisible();
  await expect(page.getByTestId('members').getByTestId('chip')).toHaveCount(23);
  for (let seat = 0; seat < 11; seat++) await checkIn(page, 'members', seat);
  await page.getByTestId('chairs').getByText('钟慧').click();
  await page.getByTestId('begin').click();
  await expect(refusal(song)).toHaveAttribute('data-code', 'INQUORATE');
  await page.getByTestId('read').click();
  await checkIn(page, 'members', 11);
  await expect(page.getByTestId('present')).toContainText('12');
  await page.getByTestId('begin').click();
  await openItem(page);
  await move(song, 'main');
  await expect(refusal(song)).toHaveAttribute('data-code', 'CONSENT_MISSING');
  await expect(refusal(song).getByTestId('clause')).toBeVisible();
  await page.getByTestId('read').click();

  const zheng = await phone('zheng');
  await enter(zheng, '郑守成');
  await toMatter(zheng, wall);
  await expect(zheng.page.getByTestId('council-story')).toContainText('第1网格');
  await expect(zheng.page.getByTestId('consent')).toHaveCount(2);
  await zheng.page.getByTestId('consent-give').click();
  await expect(refusal(zheng)).toHaveAttribute('data-code', 'REASON_REQUIRED');
  await zheng.page.locator('#consent-basis').fill('第3网格自管会6月14日会议，9名委员7名同意');
  await zheng.page.getByTestId('consent-give').click();
  await expect(zheng.page.getByTestId('consent-give')).toHaveCount(0);
  await expect(zheng.page.getByTestId('consent').filter({ hasText: '已同意' })).toHaveCount(2);
  await synced(zheng.page);

  await song.goOnline();
  await synced(page);
  await move(song, 'main');
  await page.getByTestId('put-question').click();
  await raise(page, 'No', [0, 3]);
  await page.getByTestId('rest-yes').click();
  await expect(page.getByTestId('left')).toHaveText('都表态了');
  await page.getByTestId('close-vote').click();
  await expect(page.getByTestId('sum')).toContainText('10 × 2 = 20 > 实到有表决权 12');
  await page.getByTestId('adjourn').click();
  await expect(page.getByTestId('to-minutes')).toBeVisible();
  await synced(page);

  const html = await (await fetch(`${server.url}/topics/T-X01`)).text();
  expect(html).toContain('data-state="Adopted"');
  expect(html).toContain('议事会表决通过');
  await toTopic(page, wall);
  await expect(page.getByTestId('council-story')).toContainText('议事会表决通过');
  await page.getByTestId('to-decision').click();
  await expect(page.getByTestId('decision')).toContainText('社区共建议事会');
});

test('T43, T45: the chair of the residents’ committee calls the council, puts a matter up, and records what the assembly resolved', async ({ phone, server }) => {
  test.setTimeout(300_000);
  const zhong = await phone('zhong');
  await enter(zhong, '钟慧');
  await tab(zhong.page, '会议');
  await zhong.page.getByTestId('council-desk').click();
  await expect(zhong.page.getByTestId('council-waits').getByTestId('matter')).toContainText(wall);
  await expect(zhong.page.getByTestId('council-waits')).toContainText('还没有同意');

  // Called anew for what still waits; the notice has its time.
  await zhong.page.getByTestId('call-council').click();
  await zhong.page.getByRole('checkbox', { name: wall }).check();
  await zhong.page.locator('#meeting-place').fill(room);
  await zhong.page.locator('#meeting-day').fill('2026-06-16');
  await zhong.page.getByTestId('call-now').click();
  await zhong.page.getByTestId('send-notice').click();
  await expect(refusal(zhong)).toHaveAttribute('data-code', 'NOTICE_TOO_SHORT');
  await tab(zhong.page, '会议');
  await zhong.page.getByTestId('council-desk').click();
  await zhong.page.getByTestId('call-council').click();
  await zhong.page.getByRole('checkbox', { name: wall }).check();
  await zhong.page.locator('#meeting-place').fill(room);
  await zhong.page.getByTestId('call-now').click();
  await zhong.page.getByTestId('send-notice').click();
  await expect(zhong.page.getByTestId('meeting-standing')).toHaveAttribute('data-state', 'Noticed');
  await synced(zhong.page);

  // The desk opens in airplane mode; what only the server can take says so.
  await tab(zhong.page, '会议');
  await zhong.page.getByTestId('council-desk').click();
  await zhong.goOffline();
  await zhong.restart();
  await zhong.open('/app/council/T-X01');
  await expect(strip(zhong.page)).toHaveAttribute('data-state', 'offline');
  await zhong.page.getByTestId('put-up').locator('summary').click();
  await zhong.page.locator('#put-up-why').fill('两个网格多次商量不成，关系全社区的通行。');
  await zhong.page.getByTestId('put-up-do').click();
  await expect(zhong.page.locator('main')).toContainText('这一步要联网才能办');
  await zhong.goOnline();
  await synced(zhong.page);
  await zhong.page.getByTestId('put-up-do').click();
  await expect(zhong.page.getByTestId('assembly')).toBeVisible();
  await expect(zhong.page.getByTestId('council-story')).toContainText('关系全社区的通行');

  await zhong.open('/app/council/T-0403');
  await zhong.page.locator('#record-minutes').fill('居民代表会议纪要2026-2');
  await zhong.page.locator('#record-held').fill('2026-06-10');
  for (const [id, count] of [['base', '80'], ['yes', '90'], ['no', '3'], ['abstain', '1']] as const) {
    await zhong.page.locator(`#record-${id}`).fill(count);
  }
  await zhong.page.getByTestId('record-do').click();
  await expect(refusal(zhong)).toHaveAttribute('data-code', 'NOT_ON_THE_LIST');
  await zhong.page.locator('#record-yes').fill('60');
  await zhong.page.getByTestId('record-do').click();
  await expect(zhong.page.getByTestId('council-story')).toContainText('居民（代表）会议通过');
  await synced(zhong.page);
  const html = await (await fetch(`${server.url}/topics/T-0403`)).text();
  expect(html).toContain('data-state="Adopted"');
  expect(html).toContain('居民（代表）会议通过');
});

test('T12: a review that finds more than this grid concerned lays the matter before the council; a resident reads why', async ({ phone }) => {
  test.setTimeout(300_000);
  const title = '打通5号楼和2号院之间的消防通道';
  const liang = await phone('liang');
  await enter(liang, '梁素云');
  await liang.open('/app/topics/new');
  await liang.page.locator('#topic-title').fill(title);
  await liang.page.locator('#topic-body').fill('5号楼东侧到第2网格院墙之间的消防通道被杂物占着，两边都过不去消防车。提议7月底前清出3米宽的通道，划线禁停。');
  await liang.page.getByRole('radio', { name: '自管会成员' }).check();
  await liang.page.getByRole('button', { name: '保存' }).click();
  await liang.page.getByTestId('main-action').click();
  await expect(liang.page.getByTestId('standing')).toHaveAttribute('data-state', 'Submitted');
  await synced(liang.page);

  const luo = await phone('luo');
  await enter(luo, '罗文海');
  const { page } = luo;
  await tab(page, '审查');
  await page.getByTestId('case').filter({ hasText: title }).click();
  for (const no of [0, 1, 2]) await page.getByTestId(`criterion-${no}`).getByRole('radio', { name: '是', exact: true }).check();
  await page.getByRole('radio', { name: '转办', exact: true }).check();
  await page.getByRole('radio', { name: '共建议事会' }).check();
  await page.getByTestId('reason').fill('通道一半在第2网格，一个网格定不了。');
  await page.getByTestId('give-opinion').click();
  await expect(refusal(luo)).toHaveAttribute('data-code', 'CRITERION_REQUIRED');
  await page.locator('input[name=five-0]').nth(1).check();
  await page.getByTestId('give-opinion').click();
  await expect(page).toHaveURL(/\/app\/review$/);
  await synced(page);

  const li = await phone('li');
  await enter(li, '李晨');
  await toTopic(li.page, title);
  await expect(li.page.getByTestId('standing')).toHaveAttribute('data-state', 'Escalated');
  await expect(li.page.getByTestId('council-story')).toContainText('审查认为不止本网格的事');
  await expect(li.page.getByTestId('council-next')).toContainText('等居委会主任');
  await expect(li.page.getByTestId('to-council')).toHaveCount(0);
});
