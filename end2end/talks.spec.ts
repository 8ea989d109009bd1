// Talks that are not the evening's vote: a quarrel that is mediated behind closed doors, an agenda that changes after the
// call, a ruling on an objection, and an assembly that sets a decision aside.
import type { Page } from '@playwright/test';
import { axe } from './fixtures/a11y.ts';
import { accept, daysLater, enter, lookForNews, raiseAsMember, synced, tab } from './fixtures/actors.ts';
import { adopted, dogs, duty, fileAll, toDecision } from './fixtures/decision.ts';
import { toMeeting } from './fixtures/meeting.ts';
import { holds } from './fixtures/peer.ts';
import { expect, test, type DemoServer, type Phone } from './fixtures/test.ts';

type Phones = (name: string) => Promise<Phone>;

const room = '居委会小会客室';
const leak = '5号楼3单元502，楼上漏水把我家天花板泡了，说不拢。';
const terms = '李晨10日内修好水管，王秀兰自己刷天花板。';

async function person(phone: Phones, name: string): Promise<Phone> {
  const one = await phone(name);
  await enter(one, name);
  return one;
}

/** The id behind a name of the demo. */
async function idOf(server: DemoServer, name: string): Promise<string> {
  const html = await (await fetch(`${server.url}/demo`)).text();
  const anchor = new RegExp(`<a [^>]*${name}[^>]*>`).exec(html)?.[0] ?? '';
  const link = /#(p-[a-z0-9-]+)"/.exec(anchor);
  if (!link?.[1]) throw new Error(`nobody is called ${name}`);
  return link[1];
}

/** 王秀兰's phone knows no neighbour: she says with whom, and whom she asks. Ends on the mediation's page. */
async function asksForMediation(page: Page): Promise<string> {
  await tab(page, '会议');
  await page.getByTestId('call-mediation').click();
  await page.locator('#mediation-matter').fill(leak);
  await page.locator('#mediator').fill('宋敏');
  await page.getByTestId('mediator-chip').first().click();
  await expect(page.getByTestId('mediator-chosen')).toContainText('宋敏');
  await page.locator('#mediation-day').fill('2026-06-19');
  await page.locator('#mediation-time').fill('09:00');
  await page.locator('#mediation-place').fill(room);
  await page.getByTestId('call-mediation-now').click();
  await expect(page.getByTestId('matter')).toHaveText(leak);
  await synced(page);
  return new URL(page.url()).pathname;
}

/** The mediator looks for the door that was named, and adds who lives there. */
async function invites(song: Phone, path: string): Promise<void> {
  await lookForNews(song.page);
  await song.open(path);
  await expect(song.page.getByTestId('matter')).toHaveText(leak);
  await song.page.locator('#invite').fill('5号楼3单元502');
  await song.page.getByTestId('invite-chip').filter({ hasText: '李晨' }).click();
  await expect(song.page.getByTestId('party')).toHaveCount(2);
  await expect(song.page.getByTestId('send-notice'), 'not before everybody agreed').toHaveCount(0);
  await synced(song.page);
}

/** The other side agrees, on his own phone, from his first screen. */
async function agrees(li: Phone): Promise<void> {
  await lookForNews(li.page);
  await tab(li.page, '首页');
  await li.page.getByTestId('meeting').filter({ hasText: '调解会' }).click();
  await expect(li.page.getByTestId('party').filter({ hasText: '王秀兰' })).toContainText('同意参加');
  await li.page.getByTestId('agree').click();
  await expect(li.page.getByTestId('party').filter({ hasText: '同意参加' })).toHaveCount(2);
  await synced(li.page);
}

async function confirms(phone: Phone, path: string): Promise<void> {
  await lookForNews(phone.page);
  await phone.open(path);
  await expect(phone.page.getByTestId('minutes')).toContainText(terms);
  await phone.page.getByTestId('minutes-confirm').click();
  await expect(phone.page.getByTestId('minutes-confirm')).toHaveCount(0);
  await synced(phone.page);
}

test('s40: neighbours are mediated between on three phones, and nobody else is sent anything of it', async ({ phone, server }) => {
  test.setTimeout(300_000);
  const wang = await person(phone, '王秀兰');
  const path = await asksForMediation(wang.page);
  const id = path.split('/').at(-1) ?? '';
  const song = await person(phone, '宋敏');
  await invites(song, path);
  const li = await person(phone, '李晨');
  await agrees(li);

  await lookForNews(song.page);
  await song.open(path);
  await song.page.getByTestId('send-notice').click();
  await expect(song.page.getByTestId('meeting-standing')).toHaveAttribute('data-state', 'Noticed');
  await synced(song.page);
  await daysLater(server, [wang, song, li], 4);
  await song.open(path);
  await song.page.getByTestId('open-check-in').click();
  await expect(song.page.getByTestId('begin'), 'both sides must be here').toBeDisabled();
  const chips = song.page.getByTestId('sides').getByTestId('chip');
  await expect(chips).toHaveCount(3);
  for (const at of [0, 1, 2]) {
    await chips.nth(at).click();
    await expect(chips.nth(at)).toHaveAttribute('aria-pressed', 'true');
  }
  await song.page.getByTestId('begin').click();
  await song.page.getByTestId('how-Written').check();
  await song.page.getByTestId('binding').check();
  await song.page.getByTestId('settle').click();
  await expect(song.page.getByTestId('settled')).toContainText('有约束力');
  await song.page.getByTestId('adjourn').click();
  await song.page.getByTestId('to-minutes').click();
  await song.page.locator('#minutes-text').fill(terms);
  await song.page.getByTestId('minutes-save').click();
  await song.page.getByTestId('minutes-confirm').click();
  await expect(song.page.getByTestId('minutes-confirm')).toHaveCount(0);
  await synced(song.page);

  await confirms(wang, path);
  await confirms(li, path);
  await expect(li.page.getByTestId('meeting-standing')).toHaveAttribute('data-state', 'MinutesConfirmed');
  await expect(li.page.getByTestId('settled')).toContainText('达成书面协议');
  await lookForNews(song.page);
  await song.open(path);
  await expect(song.page.getByTestId('meeting-standing')).toHaveAttribute('data-state', 'MinutesConfirmed');
  await expect(song.page.getByTestId('minutes-publish'), 'it is never published').toHaveCount(0);

  // The chair of the committee, no party, asks for it by its address and finds nothing; nor does the public.
  const zheng = await person(phone, '郑守成');
  await zheng.open(path);
  await expect(zheng.page.getByTestId('meeting-standing')).toHaveCount(0);
  await expect(zheng.page.locator('main')).toContainText('看不到它');
  await tab(zheng.page, '会议');
  await expect(zheng.page.getByTestId('meeting').filter({ hasText: room })).toHaveCount(0);
  expect((await fetch(`${server.url}/meetings/${id}`)).status).toBe(404);

  // What the server sends: a new phone of a party is sent it (the control), nobody else's is.
  const party = await holds(server, await idOf(server, '李晨'));
  for (const part of [id, room, leak, terms]) expect(party).toContain(part);
  for (const name of ['郑守成', '周国栋', '韩立新', '钟慧', '罗文海', '孟庆瑞']) {
    const sent = await holds(server, await idOf(server, name));
    for (const part of [id, room, leak, terms]) expect(sent, `${name} is sent ${part}`).not.toContain(part);
  }
});

/** A party lets the neighbour come whom the mediator asked. */
async function admits(party: Phone, path: string): Promise<void> {
  await lookForNews(party.page);
  await party.open(path);
  await party.page.getByTestId('guest').filter({ hasText: '郑守成' }).getByTestId('guest-yes').click();
  await expect(party.page.getByTestId('guest-yes')).toHaveCount(0);
  await synced(party.page);
}

test('a neighbour comes by consent of all; a party ends the mediation with one tap and no reason', async ({ phone }) => {
  test.setTimeout(240_000);
  const wang = await person(phone, '王秀兰');
  const path = await asksForMediation(wang.page);
  const song = await person(phone, '宋敏');
  await invites(song, path);
  const li = await person(phone, '李晨');
  await agrees(li);
  // A neighbour whom both know: with the consent of each he finds when and where, and nothing of what it is about.
  await song.page.locator('#guest').fill('郑守成');
  await song.page.getByTestId('guest-chip').first().click();
  await expect(song.page.getByTestId('guest')).toContainText('等各方同意');
  await synced(song.page);
  await admits(wang, path);
  const zheng = await person(phone, '郑守成');
  await tab(zheng.page, '会议');
  await expect(zheng.page.getByTestId('meeting').filter({ hasText: room }), 'one of two').toHaveCount(0);
  await admits(li, path);
  await expect(li.page.getByTestId('guest')).toContainText('各方都同意');
  expect(await axe(li.page)).toEqual([]);
  await lookForNews(zheng.page);
  await toMeeting(zheng.page, room);
  await expect(zheng.page.getByTestId('mediation-guest')).toBeVisible();
  await expect(zheng.page.locator('main')).not.toContainText(leak);
  await expect(zheng.page.getByTestId('stop-mediation')).toHaveCount(0);
  await li.page.getByTestId('stop-mediation').locator('summary').click();
  await li.page.getByTestId('stop-now').click();
  await expect(li.page.getByTestId('meeting-standing')).toHaveAttribute('data-state', 'Cancelled');
  await synced(li.page);
  await lookForNews(wang.page);
  await wang.open(path);
  await expect(wang.page.getByTestId('mediation')).toContainText('已终止调解');
  await expect(wang.page.getByTestId('stop-mediation')).toHaveCount(0);
});

test('the committee calls a mediation for two others and does not find it afterwards', async ({ phone }) => {
  test.setTimeout(180_000);
  const zheng = await person(phone, '郑守成');
  const { page } = zheng;
  await tab(page, '会议');
  await page.getByTestId('call-mediation').click();
  await page.getByTestId('as-committee').check();
  // His phone knows no residents: those who hold a post he finds.
  for (const name of ['梁素云', '谢桂琴']) {
    await page.locator('#party').fill(name);
    await page.getByTestId('party-chip').first().click();
  }
  await expect(page.getByTestId('party-chosen')).toHaveCount(2);
  await page.locator('#mediator').fill('罗文海');
  await page.getByTestId('mediator-chip').first().click();
  await page.locator('#mediation-place').fill(room);
  await page.getByTestId('call-mediation-now').click();
  await expect(page.locator('main')).toContainText('您这里不再显示');
  await expect(page.getByTestId('call-mediation-now')).toHaveCount(0);
  await synced(page);
  await lookForNews(page);
  await tab(page, '会议');
  await expect(page.getByTestId('meeting').filter({ hasText: room })).toHaveCount(0);
  const liang = await person(phone, '梁素云');
  await toMeeting(liang.page, room);
  await expect(liang.page.getByTestId('agree')).toBeVisible();
});

test('T21: until the notice a topic comes and goes; after it one is taken off with a reason that everybody reads', async ({ phone, server }) => {
  test.setTimeout(240_000);
  const titles = ['楼道堆物清理日', '傍晚锻炼的音量'] as const;
  const liang = await person(phone, '梁素云');
  for (const title of titles) await raiseAsMember(liang.page, title, '每月最后一个周六上午，各楼清一次，从7月起试半年，由自管会组织。');
  await synced(liang.page);
  await liang.context.close();
  const song = await person(phone, '宋敏');
  for (const title of titles) await accept(song.page, title);
  const zheng = await person(phone, '郑守成');
  const { page } = zheng;
  await tab(page, '会议');
  await page.getByTestId('call-meeting').click();
  await page.locator('#meeting-place').fill('小广场凉亭');
  await page.getByRole('checkbox', { name: titles[0] }).check();
  await page.getByTestId('call-now').click();

  const change = page.getByTestId('agenda-change');
  const agenda = page.getByTestId('agenda').getByTestId('item');
  await expect(agenda).toHaveCount(1);
  const row = (title: string) => change.getByRole('listitem').filter({ hasText: title });
  await row(titles[1]).getByTestId('add-item').click();
  await expect(agenda).toHaveCount(2);
  await row(titles[0]).getByTestId('remove-item').click();
  await expect(agenda).toHaveCount(1);
  await row(titles[0]).getByTestId('add-item').click();
  await expect(agenda).toHaveCount(2);

  await page.getByTestId('send-notice').click();
  await expect(page.getByTestId('meeting-standing')).toHaveAttribute('data-state', 'Noticed');
  await expect(change.getByTestId('add-item'), 'nothing can be added now').toHaveCount(0);
  await row(titles[0]).getByTestId('remove-item').click();
  await expect(page.getByTestId('refusal')).toHaveAttribute('data-code', 'REASON_REQUIRED');
  await page.locator('#remove-why').fill('物业还没报来费用，下次再议。');
  await row(titles[0]).getByTestId('remove-item').click();
  await expect(agenda.filter({ hasText: titles[0] })).toHaveAttribute('data-state', 'Removed');
  await synced(page);
  const path = new URL(page.url()).pathname.replace('/app', '');
  expect(await (await fetch(server.url + path)).text()).toContain('物业还没报来费用，下次再议。');
});

/** The organ acknowledges nothing and objects. */
async function objects(phone: Phone, name: string, why: string): Promise<void> {
  await toDecision(phone, dogs);
  const mine = duty(phone, name);
  await mine.locator('summary').click();
  await mine.getByRole('textbox').fill(why);
  await mine.getByTestId('object').click();
  await expect(phone.page.getByTestId('legality').filter({ hasText: why })).toContainText('等待裁定');
  await synced(phone.page);
}

async function rules(page: Page, how: 'upheld' | 'dismissed', paper: string, why: string): Promise<void> {
  await page.getByTestId(how).check();
  await page.locator('#rule-paper').fill(paper);
  await page.locator('#rule-reason').fill(why);
  await page.getByTestId('rule').click();
  await expect(page.getByTestId('became')).toContainText(paper);
}

test('T33: one objection is dismissed, one is upheld: everybody reads what became of it', async ({ phone, server }) => {
  test.setTimeout(300_000);
  const { zheng } = await adopted(phone);
  await fileAll(zheng, dogs, '装4个拾便袋箱');
  const path = new URL(zheng.page.url()).pathname.replace('/app', '');
  const zhong = await person(phone, '钟慧');
  await objects(zhong, 'FilingRc', '没有写明谁来罚。');
  await rules(zhong.page, 'dismissed', '街办函〔2026〕12号', '公约只劝导，不处罚。');
  await expect(zhong.page.getByTestId('decision')).toHaveAttribute('data-state', 'Publicising');
  const han = await person(phone, '韩立新');
  await objects(han, 'FilingParty', '限制了残疾人使用导盲犬。');
  await tab(han.page, '首页');
  await han.page.getByTestId('decision-call').filter({ hasText: '登记合法性裁定' }).click();
  await rules(han.page, 'upheld', '街办函〔2026〕15号', '违反残疾人保障法第五十八条。');
  await expect(han.page.getByTestId('decision')).toHaveAttribute('data-state', 'Annulled');
  await expect(han.page.getByTestId('ruling')).toHaveCount(0);
  await synced(han.page);
  const html = (await (await fetch(server.url + path)).text()).replace(/<[^>]*>/g, '');
  for (const said of ['异议不成立，决定照办（街办函〔2026〕12号）', '异议成立，决定撤销（街办函〔2026〕15号）', '因为不合法已经撤销'])
    expect(html).toContain(said);
});

test('T33: the assembly set a decision aside; only the chair of the residents’ committee can note it', async ({ phone, server }) => {
  test.setTimeout(180_000);
  const bench = '楼院公共长椅';
  const han = await person(phone, '韩立新');
  await toDecision(han, bench);
  await expect(han.page.getByTestId('set-aside'), 'not the party committee').toHaveCount(0);
  const zhong = await person(phone, '钟慧');
  const { page } = zhong;
  await toDecision(zhong, bench);
  const path = new URL(page.url()).pathname.replace('/app', '');
  await page.getByTestId('set-aside').locator('summary').click();
  await page.getByTestId('aside').click();
  await expect(page.getByTestId('refusal')).toHaveAttribute('data-code', 'REASON_REQUIRED');
  await page.locator('#aside-minutes').fill('居民会议纪要2026-1');
  await page.locator('#aside-reason').fill('长椅改由共建单位全额捐赠，另行决定。');
  await page.getByTestId('aside').click();
  await expect(page.getByTestId('decision')).toHaveAttribute('data-state', 'Annulled');
  await synced(page);
  const html = (await (await fetch(server.url + path)).text()).replace(/<[^>]*>/g, '');
  expect(html).toContain('居民（代表）会议撤销了这个决定（居民会议纪要2026-1）');
});
