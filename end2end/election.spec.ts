// The committee is elected: the roll and an objection to it, ten behind a neighbour, papers, the mobile box without
// network, the count and its sum, the result with its term.
import { enter, synced } from './fixtures/actors.ts';
import { fillSheet, handIn, handOut, refusedAs, standsAt, stop, toDesk, toElection } from './fixtures/election.ts';
import { expect, test, type Phone } from './fixtures/test.ts';

/** Eight stand in grid 02: two, three and three for one, two and two seats. */
const clear: [number, number][] = [[9, 2], [3, 8], [10, 1], [9, 2], [4, 6], [10, 2], [9, 1], [3, 7]];
/** Two are tied for the last seat. */
const tied: [number, number][] = [[9, 2], [3, 8], [10, 1], [9, 2], [4, 6], [10, 2], [8, 1], [8, 1]];

async function reload(phone: Phone): Promise<void> {
  await phone.open(new URL(phone.page.url()).pathname);
  await synced(phone.page);
}

/** Fifteen papers: six this morning, seven at the table, two at the door; the box is back, the polls are closed. */
async function poll(sun: Phone): Promise<void> {
  const { page } = sun;
  await toDesk(page, '第2网格');
  for (let paper = 0; paper < 7; paper++) await handOut(page);
  await page.getByTestId('box-leaves').click();
  await expect(page.getByTestId('calls')).toBeVisible();
  await synced(page);
  await sun.goOffline();
  await stop(page, 'PutIn');
  await stop(page, 'PutIn');
  await sun.goOnline();
  await synced(page);
  await page.locator('#back-seal').fill('2-002');
  await page.getByTestId('box-returns').click();
  await page.getByTestId('close-polls').click();
  await standsAt(page, 'Counting');
  await page.getByTestId('open-boxes').click();
  await expect(page.getByTestId('sheet')).toBeVisible();
}

/** Two tellers count alike, three sign, the board declares. */
async function count(phones: [Phone, Phone, Phone], found: number, marks: [number, number][]): Promise<void> {
  const [sun, qiu, he] = phones;
  for (const teller of [sun, qiu]) {
    if (teller !== sun) await toDesk(teller.page, '第2网格');
    await fillSheet(teller.page, found, 1, marks);
    await handIn(teller.page);
  }
  await toDesk(he.page, '第2网格');
  for (const [at, teller] of [he, qiu, sun].entries()) {
    await reload(teller);
    await teller.page.getByTestId('sign-count').click();
    await expect(teller.page.getByTestId('signed')).toContainText(`已签名 ${at + 1}/3`);
    await synced(teller.page);
  }
  await sun.page.getByTestId('declare').click();
}

async function tellers(phone: (name: string) => Promise<Phone>): Promise<[Phone, Phone, Phone]> {
  const all: Phone[] = [];
  for (const name of ['孙丽君', '邱志远', '何美珍']) {
    const teller = await phone(name);
    await enter(teller, name);
    all.push(teller);
  }
  return all as [Phone, Phone, Phone];
}

test('the roll: who is missing objects, the board answers and corrects it', async ({ phone }) => {
  test.setTimeout(180_000);
  const zhong = await phone('钟慧');
  await enter(zhong, '钟慧');
  await toElection(zhong.page, '第1网格');
  await standsAt(zhong.page, 'RollPublished');
  await expect(zhong.page.getByTestId('on-roll')).toContainText('您不在选民名单上');
  await zhong.page.getByTestId('object-form').locator('summary').click();
  await zhong.page.getByTestId('object-roll').click();
  await expect(zhong.page.getByTestId('refusal')).toBeVisible();
  await zhong.page.locator('#objection').fill('2号楼我家漏登了。');
  await zhong.page.getByTestId('object-roll').click();
  await expect(zhong.page.getByTestId('my-objection')).toContainText('2号楼我家漏登了');
  await synced(zhong.page);

  const dong = await phone('董明德');
  await enter(dong, '董明德');
  // 15 June, and nobody has called the quarter's meeting of grid 01.
  await expect(dong.page.getByTestId('season-waits')).toContainText(/还有 15 天.*第1网格/s);
  await toDesk(dong.page, '第1网格');
  // Neither before the days are over nor before it is answered.
  await dong.page.getByTestId('settle-roll').click();
  await refusedAs(dong, 'NOT_YET', '异议期满才确定名单');
  const asked = dong.page.getByTestId('objection').filter({ hasText: '漏登' });
  await asked.locator('#answer').fill('核对过，已经补上。');
  await asked.locator('#find-added').fill('钟慧');
  await asked.getByTestId('find-added-chip').first().click();
  await asked.getByTestId('uphold').click();
  await expect(asked).toContainText('异议成立');
  await synced(dong.page);

  await reload(zhong);
  await expect(zhong.page.getByTestId('on-roll')).toHaveAttribute('data-voter', 'true');
  await expect(zhong.page.getByTestId('my-objection')).toContainText('核对过');
});

test('nominations: the tenth voter puts a neighbour on the list; nobody stands unasked', async ({ phone, server }) => {
  test.setTimeout(180_000);
  const voters: Phone[] = [];
  for (const [at, name] of ['李晨', '王秀兰', '吴一凡'].entries()) {
    const voter = await phone(name);
    await enter(voter, name);
    await toElection(voter.page, '第3网格');
    await expect(voter.page.getByTestId('on-roll')).toContainText('您在选民名单上');
    const zhou = voter.page.getByTestId('candidate').filter({ hasText: '周国栋' });
    await zhou.getByTestId('support').click();
    await expect(zhou).toHaveAttribute('data-support', String(8 + at));
    await synced(voter.page);
    voters.push(voter);
  }
  await expect(voters[2]!.page.getByTestId('candidate').filter({ hasText: '周国栋' })).toContainText('可以列入名单');

  // 梁素云 was named; the neighbours learn of it once she agrees.
  const list = voters[2]!.page.getByTestId('candidates');
  await expect(list).not.toContainText('梁素云');
  const liang = await phone('梁素云');
  await enter(liang, '梁素云');
  await toElection(liang.page, '第3网格');
  await liang.page.getByTestId('stand').click();
  await expect(liang.page.getByTestId('my-candidacy')).toContainText('我参选');
  await synced(liang.page);
  await reload(voters[2]!);
  await expect(voters[2]!.page.getByTestId('candidates')).toContainText('梁素云');

  // Too early and without a choice the list stays where it is; the clause is named.
  const xie = await phone('谢桂琴');
  await enter(xie, '谢桂琴');
  await toDesk(xie.page, '第3网格');
  await xie.page.getByTestId('publish-list').click();
  await refusedAs(xie, 'NO_CHOICE', '候选人应当多于名额');
  await xie.page.getByTestId('extend').click();
  await expect(xie.page.getByTestId('next')).toContainText('提名延长到');

  // Before the list nobody is named in public; the board is.
  const html = await (await fetch(`${server.url}/elections/E-03-2026`)).text();
  expect(html).not.toContain('周国栋');
  expect(html).toContain('谢桂琴');
  expect(html.length).toBeLessThan(40_000);
});

test('s59: polling day on paper, the mobile box without network, the sum written out, the new term', async ({ phone, server }) => {
  test.setTimeout(180_000);
  const team = await tellers(phone);
  const [sun] = team;
  const { page } = sun;
  await toDesk(page, '第2网格');
  await page.getByTestId('close-polls').click();
  await refusedAs(sun, 'NOT_YET', '人人领了票');
  // Whoever waits for the mobile box gets no paper at the table.
  await page.getByTestId('waits').filter({ hasText: '等流动票箱' }).first().click();
  await page.getByTestId('hand-out').click();
  await refusedAs(sun, 'ON_THE_MOBILE_LIST', '无记名');
  await poll(sun);
  await expect(page.getByTestId('sheet')).toContainText('主任');

  // Fifteen handed out, fourteen found: it stands. The sheet says so while it is filled in.
  await fillSheet(page, 14, 1, clear);
  await expect(page.getByTestId('sheet-sum')).toContainText('14 ≤ 15 → 票数有效');
  await page.getByTestId('declare').click();
  await refusedAs(sun, 'TOO_FEW_TELLERS', '3名以上监票人');
  await count(team, 14, clear);
  await standsAt(page, 'Valid');
  await page.getByTestId('read-out').click();
  await standsAt(page, 'Complete');
  await page.locator('#result-paper').fill('1号楼公告栏');
  await page.getByTestId('publish-result').click();
  await standsAt(page, 'Published');
  await page.getByTestId('hand-over').click();
  await refusedAs(sun, 'RESULT_NOT_FILED', '备案');
  await page.locator('input#file-party').fill('网自选〔2026〕9号');
  await page.getByTestId('file-party').click();
  await page.locator('input#file-rc').fill('网自选〔2026〕10号');
  await page.getByTestId('file-rc').click();
  await expect(page.getByTestId('filing').locator('[data-done="true"]')).toHaveCount(2);
  await page.getByTestId('hand-over').click();
  await standsAt(page, 'HandedOver');
  await synced(page);

  // The whole story in public: papers, boxes, sum, the elected and until when; nobody who voted.
  const html = await (await fetch(`${server.url}/elections/E-02-2026`)).text();
  for (const words of ['发出 15 张，收回 14 张', '封签 2-002', '14 × 3 = 42 &gt; 15 × 2 = 30', '1号楼公告栏', '2031年6月14日']) {
    expect(html).toContain(words);
  }
  expect(html).not.toContain('<script');
  expect(html.length).toBeLessThan(40_000);
  const board = await (await fetch(`${server.url}/grids/g-02`)).text();
  expect(board).toContain('/elections/E-02-2026');
});

test('s59: one paper more than was handed out voids the election', async ({ phone, server }) => {
  test.setTimeout(180_000);
  const team = await tellers(phone);
  await poll(team[0]);
  await count(team, 16, clear.map(([yes, no]) => [yes + 1, no]));
  await standsAt(team[0].page, 'Void');
  await expect(team[0].page.getByTestId('next')).toContainText('收回的选票多于发出的');
  const html = await (await fetch(`${server.url}/elections/E-02-2026`)).text();
  expect(html).toContain('16 &gt; 15，多 1 张 → 选举无效');
});

test('s59: two tied for the last seat are voted on again', async ({ phone }) => {
  test.setTimeout(180_000);
  const team = await tellers(phone);
  const [sun] = team;
  await poll(sun);
  await count(team, 14, tied);
  await sun.page.getByTestId('read-out').click();
  await standsAt(sun.page, 'RunOff');
  await expect(sun.page.getByTestId('next')).toContainText('还缺 1 名');
  await sun.page.getByTestId('call-again').click();
  await expect(sun.page.getByTestId('next')).toContainText('再投一次');
  await toElection(sun.page, '第2网格');
  await expect(sun.page.getByTestId('ballot')).toHaveCount(2);
  await expect(sun.page.getByTestId('ballot').first()).toContainText('2 人票数相同，争 1 个名额');
});

test('an election that is over tells its whole story, and an organisation announces the next', async ({ phone, server }) => {
  const html = await (await fetch(`${server.url}/elections/E-07-2026`)).text();
  for (const words of ['第1次投票', '第2次投票', '2 人票数相同', '职务从2026年6月12日开始', '网自选〔2026〕7号', '封签 7-002']) {
    expect(html).toContain(words);
  }
  const han = await phone('罗文海');
  await enter(han, '罗文海');
  await han.page.goto(`${han.base}/app/elections`);
  await expect(han.page.getByTestId('term-clock')).toContainText('任期到2026年9月19日');
  await han.page.getByTestId('announce-election').click();
  await han.page.getByTestId('announce-now').click();
  await refusedAs(han, 'ELECTION_UNDER_WAY', '主任1名，副主任2名');
});
