// A member of grid 07's committee is asked to leave: enough representatives stand behind it, the member answers, the
// vote is held on paper by the board that ran the election, the post ends that day, and a by-election follows.
import { axe } from './fixtures/a11y.ts';
import { daysLater, enter, lookForNews, synced } from './fixtures/actors.ts';
import { fillSheet, handIn, refusedAs, standsAt } from './fixtures/election.ts';
import { beside, does, type Beside } from './fixtures/peer.ts';
import { expect, test, type DemoServer, type Phone } from './fixtures/test.ts';

const seated = 'E-07-2026';
/** Who lives behind the nth door of a building of grid 07 (server/src/demo/figures.rs). */
const head = (building: number, n: number): string => `p-07-${String(31 * (building - 1) + Math.min(building - 1, 8) + n).padStart(4, '0')}-0`;
/** The 42 representatives who elected; a third of them are fourteen. */
const reps = [5, 9, 14].flatMap((n) => Array.from({ length: 14 }, (_, b) => head(b + 1, n)));
const board = head(3, 20);
const secretary = head(1, 1);
const tellers = [head(2, 17), head(3, 17), head(4, 17)];
/** 委员, third of six. */
const member = head(9, 12);
const demand = `${seated}/${member}`;
const page7 = `/app/elections/${seated}`;

/** Becomes somebody whom the list of personas does not show, by the same door. */
async function enterAs(phone: Phone, person: string): Promise<void> {
  await phone.open(`/app/demo#${person}`);
  await expect(phone.page).toHaveURL(/\/app$/);
  await synced(phone.page);
  await phone.readyForOffline();
}

const step = (server: DemoServer, who: string, election: string, what: object | string, openings: Beside[] = []) =>
  does(server, who, { election: { election, step: what } }, openings);

const backs = (server: DemoServer, who: string) => step(server, who, seated, { support_recall: { recall: demand } });

test('a recall from the first name to the by-election', async ({ phone, server }) => {
  test.setTimeout(420_000);
  // The first asks, with reasons; without them nothing is asked.
  const first = await phone('first');
  await enterAs(first, reps[0]!);
  await first.open(page7);
  const recalls = first.page.getByTestId('recalls');
  await expect(recalls).toContainText('三分之一以上的居民代表（14人）');
  await recalls.getByTestId('recall-form').locator('summary').click();
  await recalls.locator('#recall-whom').selectOption(member);
  await recalls.getByTestId('ask-recall').click();
  await expect(first.page.getByTestId('refusal')).toBeVisible();
  await recalls.locator('#recall-why').fill('上任以来没有到会，也没有请假。');
  await recalls.getByTestId('ask-recall').click();
  const asked = first.page.getByTestId('recall');
  await expect(asked).toHaveAttribute('data-support', '1');
  await expect(asked).toContainText('您已联名');
  await synced(first.page);
  expect(await axe(first.page)).toEqual([]);

  // Twelve more; neither a neighbour who did not elect nor another grid counts.
  for (const rep of reps.slice(1, 13)) await backs(server, rep);
  await expect(backs(server, head(2, 2))).rejects.toThrow(/NOT_ON_ROLL/);
  await expect(backs(server, 'p-05-0300-0')).rejects.toThrow(/NOT_ON_ROLL/);
  const early = { grid: 'g-07', seats: { chair: 0, vice: 0, members: 0 }, mode: 'ResidentReps', fills: null, vote_on: '2026-07-12', closes: 1080, board: [], board_size: 0, recall: demand };
  await expect(step(server, board, 'E-too-early', { announce: early })).rejects.toThrow(/RECALL_NOT_DEMANDED/);

  // The fourteenth reads reasons and number, and nobody's name.
  const last = await phone('last');
  await enterAs(last, reps[13]!);
  await last.open(page7);
  const seen = last.page.getByTestId('recall');
  await expect(seen).toHaveAttribute('data-support', '13');
  await expect(seen).toContainText('没有到会');
  await seen.getByTestId('support-recall').click();
  await expect(seen).toHaveAttribute('data-demanded', 'true');
  await expect(seen).toContainText('人数已够');
  await synced(last.page);

  // The member answers, once.
  const asks = await phone('member');
  await enterAs(asks, member);
  await asks.open(page7);
  await expect(asks.page.getByTestId('support-recall')).toHaveCount(0);
  await asks.page.locator('#recall-answer').fill('那两个月在外地陪护，事先和主任说过。');
  await asks.page.getByTestId('answer-recall').click();
  await expect(asks.page.getByTestId('recall')).toContainText('那两个月在外地陪护');
  await expect(asks.page.getByTestId('answer-recall')).toHaveCount(0);
  await synced(asks.page);

  // The board that ran the election announces the vote.
  const xu = await phone('board');
  const { page } = xu;
  await enterAs(xu, board);
  await xu.open(page7);
  await page.getByTestId('announce-recall').click();
  await expect(page.getByText(/是否罢免自管会委员/).first()).toBeVisible();
  expect(await axe(page)).toEqual([]);
  await page.getByTestId('announce-now').click();
  await standsAt(page, 'Announced');
  await synced(page);
  const path = new URL(page.url()).pathname;
  const vote = path.split('/').at(-1) ?? '';
  await expect(page.getByTestId('recalls')).toContainText('那两个月在外地陪护');

  // Roll, papers and boxes are those of any election.
  const roll = reps.slice(0, 5);
  const lines = beside('roll', roll.map((person) => ({ person, eligible: true, rep: true })));
  await step(server, board, vote, { enter_voters: { list: lines.hash } }, [lines]);
  const desk = async () => {
    await lookForNews(page);
    await xu.open(`${path}/run`);
  };
  await desk();
  await page.getByTestId('publish-roll').click();
  await standsAt(page, 'RollPublished');
  await synced(page);
  // A phone that lies open asks on with a word of the server from before it was started anew.
  for (const open of [first, last, asks]) open.excuse(/status of 401|net::ERR_/);
  await daysLater(server, [xu], 6);
  await xu.open(`${path}/run`);
  await page.getByTestId('settle-roll').click();
  await standsAt(page, 'CandidatesPublished');
  await synced(page);
  await expect(step(server, board, vote, { appoint_tellers: { tellers: [member, ...tellers] } })).rejects.toThrow(/TELLER_IS_CANDIDATE/);
  await step(server, board, vote, { appoint_tellers: { tellers } });
  await desk();
  await page.getByTestId('publish-lists').click();
  await expect(page.getByTestId('publish-lists')).toHaveCount(0);
  await synced(page);
  await daysLater(server, [xu], 21);
  await xu.open(`${path}/run`);
  await page.getByTestId('open-polls').click();
  await standsAt(page, 'Voting');
  await synced(page);
  const at = `${vote}/fixed`;
  await step(server, board, vote, { seal_box: { at, mobile: false, place: '2号楼活动室', seal: '7-101', tellers } });
  const handOut = (person: string) => {
    const paper = beside('paper', { person });
    return step(server, tellers[0]!, vote, { hand_out: { at, paper: paper.hash } }, [paper]);
  };
  for (const voter of roll) await handOut(voter);
  await expect(handOut(reps[20]!), 'not on this roll').rejects.toThrow(/NOT_ON_ROLL/);
  await expect(handOut(roll[0]!), 'one paper each').rejects.toThrow(/PAPER_ISSUED/);
  await desk();
  await page.getByTestId('close-polls').click();
  await standsAt(page, 'Counting');
  await page.getByTestId('open-boxes').click();
  await synced(page);

  // One teller counts on the screen, the other by an act; three sign.
  const teller = await phone('teller');
  await enterAs(teller, tellers[0]!);
  await teller.open(`${path}/run`);
  await fillSheet(teller.page, 5, 0, [[3, 2]]);
  await expect(teller.page.getByTestId('sheet')).toContainText('参加投票的人过半数');
  await handIn(teller.page);
  const count = { enter_tally: { found: 5, void: 0, lines: [{ post: 'member', person: member, yes: 3, no: 2 }] } };
  await step(server, tellers[1]!, vote, count);
  await teller.page.getByTestId('sign-count').click();
  await synced(teller.page);
  for (const other of tellers.slice(1)) await step(server, other, vote, 'sign_count');
  await desk();
  await expect(page.getByTestId('signed')).toContainText('已签名 3/3');
  await page.getByTestId('declare').click();
  await standsAt(page, 'Valid');
  await page.getByTestId('read-out').click();
  await standsAt(page, 'Complete');
  await expect(page.getByTestId('election-result')).toContainText('席位空缺，可以补选');
  await page.locator('#result-paper').fill('2号楼公告栏');
  await page.getByTestId('publish-result').click();
  await standsAt(page, 'Published');
  await expect(page.getByTestId('hand-over')).toHaveCount(0);
  await synced(page);

  // In public: the sum and what it came to; neither who asked nor why.
  const html = await (await fetch(`${server.url}/elections/${vote}`)).text();
  for (const words of ['自管会罢免投票', '发出 5 张，收回 5 张', '3 × 2 = 6 &gt; 5', '职务2026年7月12日结束']) expect(html).toContain(words);
  for (const words of ['没有到会', '外地陪护', '<script']) expect(html).not.toContain(words);
  await expect(step(server, member, seated, 'resign')).rejects.toThrow(/NOT_ENTITLED/);

  // The party organisation announces the by-election for the seat, and for no more than that.
  const office = await phone('secretary');
  await enterAs(office, secretary);
  await office.open(page7);
  await expect(office.page.getByTestId('recall')).toContainText('已罢免');
  await expect(office.page.getByTestId('vacancies')).toContainText('自管会委员1名');
  await office.page.getByTestId('announce-by-election').click();
  await expect(office.page.getByTestId('kind-by')).toBeChecked();
  // Her phone knows no roll: it finds whoever stands on the grid's sign board.
  for (const name of ['黄雨辰', '肖莉莉', '彭晓东']) {
    await office.page.locator('#find-board').fill(name);
    await office.page.getByTestId('find-board-chip').first().click();
  }
  await office.page.getByTestId('announce-now').click();
  await standsAt(office.page, 'Announced');
  await expect(office.page.getByRole('heading', { level: 1 })).toContainText('补选');
  await expect(office.page.getByTestId('election-standing')).toContainText('自管会委员1名');
});

test('who is outside neither reads a demand nor is offered anything', async ({ phone, server }) => {
  test.setTimeout(180_000);
  const reasons = beside('reasons', '上任以来没有到会。');
  await step(server, reps[0]!, seated, { open_recall: { member, reasons: reasons.hash } }, [reasons]);
  // A neighbour of the grid who did not elect reads it, and cannot stand behind it.
  const near = await phone('near');
  await enterAs(near, head(2, 2));
  await near.open(page7);
  await expect(near.page.getByTestId('recall')).toContainText('没有到会');
  for (const part of ['support-recall', 'recall-form', 'announce-recall']) await expect(near.page.getByTestId(part)).toHaveCount(0);
  // Another grid sees the election and no demand.
  const far = await phone('far');
  await enter(far, '李晨');
  await far.open(page7);
  await expect(far.page.getByTestId('election-standing')).toBeVisible();
  await expect(far.page.getByTestId('recalls')).toHaveCount(0);
  expect(await (await fetch(`${server.url}/elections/${seated}`)).text()).not.toContain('没有到会');
  // Who resigns is not voted on: the demand ends.
  const own = await phone('member');
  await enterAs(own, member);
  await own.open(page7);
  await own.page.getByText('辞去职务').first().click();
  await own.page.getByTestId('resign').click();
  await expect(own.page.getByTestId('recall')).toContainText('已离任');
  await synced(own.page);
  await expect(backs(server, reps[1]!)).rejects.toThrow(/WRONG_STATE/);
});

test('the party organisation names somebody of a partner unit, who stands only if they agree', async ({ phone }) => {
  test.setTimeout(180_000);
  const song = await phone('song');
  await enter(song, '宋敏');
  await song.open('/app/elections/E-03-2026/run');
  const form = song.page.getByTestId('partner-form');
  await form.locator('summary').click();
  await expect(form).toContainText('先选单位');
  await form.locator('#partner-unit').selectOption({ index: 1 });
  await form.locator('#find-partner').fill('谢桂琴');
  await form.getByTestId('find-partner-chip').first().click();
  await expect(song.page.getByTestId('accepted')).toBeVisible();
  await synced(song.page);
  const xie = await phone('xie');
  await enter(xie, '谢桂琴');
  await xie.open('/app/elections/E-03-2026');
  await xie.page.getByTestId('stand').click();
  await expect(xie.page.getByTestId('my-candidacy')).toContainText('我参选');
  await expect(xie.page.getByTestId('candidate').filter({ hasText: '谢桂琴' })).toContainText('共建单位代表');
});
