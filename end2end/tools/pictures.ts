// The pictures. Four for README; with CHENGGE_PICTURES=all every screen, light, dark and large, in two languages.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { cosignAtDoor, door, enter, fitness, knock, lookForNews, raiseAsMember, synced, toBuilding, toTopic, write } from '../fixtures/actors.ts';
import { askForFloor, checkIn, find, moveAndPut, openItem, raise } from '../fixtures/meeting.ts';
import { lamp, redirect } from '../fixtures/service.ts';
import { test, type Phone } from '../fixtures/test.ts';

const readme = fileURLToPath(new URL('../pictures/', import.meta.url));
const everything = fileURLToPath(new URL('../../target/pictures/', import.meta.url));
for (const folder of [readme, everything]) mkdirSync(folder, { recursive: true });

test('pictures for README', async ({ phone }) => {
  const song = await phone('宋敏');
  await enter(song, '宋敏');
  await song.goOffline();
  await toBuilding(song.page, '5号楼');
  await knock(song.page, '1单元', '501', 'no-answer');
  await knock(song.page, '1单元', '502', 'later');
  await knock(song.page, '2单元', '601', 'declined');
  await cosignAtDoor(song.page, '2单元', '401', fitness.title, '王秀兰');
  await song.page.screenshot({ path: `${readme}round.png` });
  await toTopic(song.page, fitness.title);
  await song.page.screenshot({ path: `${readme}topic.png` });
  await song.goOnline();
  await meet(song, async (name) => {
    if (name === 'meeting-vote') await song.page.screenshot({ path: `${readme}vote.png` });
  });
  await song.open('/grids/g-03');
  await song.page.screenshot({ path: `${readme}board.png` });
});

type Walk = (main: Phone, shot: (name: string) => Promise<void>, phone: (name: string) => Promise<Phone>) => Promise<void>;
/** By CHENGGE_ONLY: whose phone, and where it goes. */
const alone: Record<string, [string, Walk]> = {
  decision: ['郑守成', decide],
  council: ['钟慧', coordinate],
  election: ['孙丽君', elect],
  meeting: ['宋敏', meet],
  service: ['薛佳宁', handle],
};

if (process.env.CHENGGE_PICTURES === 'all') {
  for (const [width, height] of [[360, 640], [390, 844], [1280, 800]] as const) {
    for (const lang of ['zh', 'en'] as const) {
      for (const dress of ['light', 'dark', 'elder'] as const) {
        test(`every screen ${width} ${lang} ${dress}`, async ({ phone }) => {
          const [who, walks] = alone[process.env.CHENGGE_ONLY ?? ''] ?? ['宋敏'];
          const song = await phone(who);
          await enter(song, who);
          await song.page.setViewportSize({ width, height });
          await song.page.emulateMedia({ colorScheme: dress === 'dark' ? 'dark' : 'light' });
          if (dress === 'elder') await song.page.getByTestId('elder').click();
          if (lang === 'en') await song.page.getByTestId('language').click();
          song.excuse(/./);
          const shot = (name: string) => shoot(song.page, `${width}-${lang}-${dress}-${name}`);
          if (walks) await walks(song, shot, phone);
          else await walk(song, shot, lang, dress === 'elder');
        });
      }
    }
  }
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${everything}${name}.png` });
}

/** Polling day in grid 02 as its board and tellers have it, and what others see of elections. */
async function elect(sun: Phone, shot: (name: string) => Promise<void>): Promise<void> {
  const { page } = sun;
  const long = async (name: string) => {
    await shot(name);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight / 3));
    await shot(`${name}-2`);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await shot(`${name}-3`);
  };
  for (const [path, name] of [['/app/elections', 'elections'], ['/app/elections/E-02-2026', 'election'], ['/app/elections/E-02-2026/run', 'election-desk']] as const) {
    await sun.open(path);
    await page.locator('h1').first().waitFor();
    await page.waitForTimeout(300);
    await long(name);
  }
  await page.getByTestId('waits').first().click();
  await page.getByTestId('issuing').scrollIntoViewIfNeeded();
  await shot('election-issue');
  await page.getByTestId('box-leaves').click();
  await page.getByTestId('at-door').first().click();
  await page.getByTestId('route').scrollIntoViewIfNeeded();
  await shot('election-route');
  for (const id of ['E-07-2026', 'E-02-2026']) {
    await sun.open(`/elections/${id}`);
    await page.screenshot({ path: `${everything}public-${id}.png`, fullPage: true });
  }
}

/** The morning's deliberation of grid 03, from the notice to the minutes, recorded by 宋敏. */
async function meet(song: Phone, shot: (name: string) => Promise<void>): Promise<void> {
  const { page } = song;
  await song.open('/app/meetings');
  await page.getByTestId('meeting').first().waitFor();
  await shot('meetings');
  await song.open('/app/meetings/new');
  await page.locator('#meeting-place').waitFor();
  await shot('meeting-call');
  await song.open('/app/meetings/M-07-2026Q2');
  await song.open('/app/meetings/M-03-2026Q2');
  await page.getByTestId('open-check-in').waitFor();
  await shot('meeting');
  await page.getByTestId('open-check-in').click();
  await page.getByTestId('show-poster').click();
  await shot('meeting-poster');
  await page.getByTestId('show-poster').click();
  for (let seat = 0; seat < 7; seat++) await checkIn(page, 'members', seat);
  for (const door of ['5号楼2单元401', '5号楼3单元502']) await find(page, door);
  await page.evaluate(() => scrollTo(0, 0));
  await shot('meeting-room');
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await shot('meeting-begin');
  await page.getByTestId('chairs').getByText('郑守成').click();
  await page.getByTestId('begin').click();
  await page.getByTestId('open-item').waitFor();
  await shot('meeting-between');
  await openItem(page);
  await askForFloor(page, '梁素云', 'Pro');
  await page.evaluate(() => scrollTo(0, 0));
  await shot('meeting-floor');
  await moveAndPut(page, 'main', ['梁素云', '郑守成']);
  await raise(page, 'No', [1, 4]);
  await raise(page, 'Abstain', [2]);
  await page.getByTestId('rest-yes').click();
  await page.getByTestId('vote-open').scrollIntoViewIfNeeded();
  await shot('meeting-vote');
  await page.getByTestId('close-vote').click();
  await page.getByTestId('sum').scrollIntoViewIfNeeded();
  await shot('meeting-result');
  await page.getByTestId('adjourn').click();
  await page.getByTestId('to-minutes').click();
  await page.getByTestId('minutes-write').scrollIntoViewIfNeeded();
  await shot('meeting-minutes');
}

/** What lies before the community council, for the chair of the residents' committee. */
async function coordinate(zhong: Phone, shot: (name: string) => Promise<void>): Promise<void> {
  const { page } = zhong;
  await page.locator('.needs').waitFor();
  await shot('council-home');
  await zhong.open('/app/council');
  await page.getByTestId('matter').first().waitFor();
  await shot('council');
  await zhong.open('/app/council/T-X01');
  await page.getByTestId('consents').waitFor();
  await shot('council-matter');
  await page.getByTestId('put-up').locator('summary').click();
  await page.getByTestId('put-up').scrollIntoViewIfNeeded();
  await shot('council-put-up');
  await zhong.open('/app/council/T-0403');
  await page.getByTestId('assembly').scrollIntoViewIfNeeded();
  await shot('council-assembly');
  await zhong.open('/app/topics/T-X01');
  await page.getByTestId('council-story').scrollIntoViewIfNeeded();
  await shot('council-topic');
  await zhong.open('/app/meetings/new?council');
  await page.locator('#meeting-place').waitFor();
  await shot('council-call');
  await zhong.open('/app/meetings/M-X-2026Q2');
  await page.getByTestId('meeting-standing').waitFor();
  await shot('council-meeting');
}

/** What became of a decision, for whoever heads the committee of grid 03; the public notice on paper. */
async function decide(zheng: Phone, shot: (name: string) => Promise<void>): Promise<void> {
  const { page } = zheng;
  await zheng.open('/app');
  await page.locator('.needs').waitFor();
  await shot('home-needs');
  await zheng.open('/app/decisions');
  await page.getByTestId('decision-row').first().waitFor();
  await shot('decisions');
  await zheng.open('/app/topics/T-0307');
  await page.getByTestId('to-decision').click();
  await page.getByTestId('decision').waitFor();
  await shot('decision');
  await page.getByTestId('duties').scrollIntoViewIfNeeded();
  await shot('decision-duties');
  await page.getByTestId('actions').scrollIntoViewIfNeeded();
  await shot('decision-actions');
  const path = new URL(page.url()).pathname.replace('/app', '');
  await zheng.open('/app/topics/T-0203');
  await page.locator('h1').first().waitFor();
  await shot('topic-accepted');
  await zheng.open(path);
  await shot('public-decision');
}

async function walk(song: Phone, shot: (name: string) => Promise<void>, lang: 'zh' | 'en', elder: boolean): Promise<void> {
  const query = [lang === 'en' ? 'lang=en' : '', elder ? 'elder=1' : ''].filter(Boolean).join('&');
  for (const [name, path] of Object.entries({
    boards: '/', board: '/grids/g-03', 'public-topic': '/topics/T-0302', 'public-meeting': '/meetings/M-07-2026Q2', rules: '/rules', receipt: '/receipt', demo: '/demo',
  })) {
    await song.open(`${path}?${query}`);
    await shot(name);
  }
  for (const [name, path] of Object.entries({
    home: '/app', rounds: '/app/round', stairwell: '/app/round/b-03-05', topics: '/app/topics', topic: '/app/topics/T-0302',
    draft: '/app/topics/new', review: '/app/review', judge: '/app/review/T-0309', outbox: '/app/outbox', me: '/app/me', offer: '/app/me/enrol',
  })) {
    await song.open(path);
    await song.page.locator('h1').first().waitFor();
    await shot(name);
  }
  await decide(song, shot);
  await meet(song, shot);
  const stair = (no: number) => (lang === 'zh' ? `${no}单元` : `Stair ${no}`);
  await song.goOffline();
  await song.open('/app/round/b-03-05');
  await door(song.page, stair(3), '402').click();
  await shot('door');
  await song.page.getByTestId('outcome-met').click();
  await shot('door-met');
  await song.page.getByTestId('ask').filter({ hasText: fitness.title }).getByRole('link').click();
  await song.page.getByTestId('resident').filter({ hasText: '徐可儿' }).click();
  await shot('cosign-read');
  await song.page.getByTestId('to-sign').click();
  await write(song.page);
  await shot('cosign-glass');
  await song.page.getByTestId('finish-sign').click();
  await song.page.getByTestId('refusal').waitFor();
  await shot('refused');
  await song.open('/app/round/b-03-05');
  await cosignAtDoor(song.page, stair(2), '401', fitness.title, '王秀兰', () => shot('slip'));
  await shot('stairwell-offline');
  await song.open('/app/outbox');
  await shot('outbox-waiting');
}

/** The station's list, what it writes, what the law and a missing network say to it, and what others read. */
async function handle(xue: Phone, shot: (name: string) => Promise<void>, phone: (name: string) => Promise<Phone>): Promise<void> {
  const liang = await phone('梁素云');
  await enter(liang, '梁素云');
  await raiseAsMember(liang.page, lamp, '5号楼南侧小路的路灯坏了三周，老人晚上不敢出门。请在7月底前修好或者换新。');
  await synced(liang.page);
  const luo = await phone('罗文海');
  await enter(luo, '罗文海');
  await redirect(luo, '公共照明由市政管理，转工作站办理。');
  const { page } = xue;
  await lookForNews(page);
  await xue.open('/app');
  await page.getByTestId('service-desk').waitFor();
  await shot('service-home');
  await xue.open('/app/service');
  await page.getByTestId('service-card').first().waitFor();
  await shot('service-list');
  await page.getByTestId('service-to-return').first().click();
  await page.getByTestId('service-return').click();
  await page.getByTestId('refusal').waitFor();
  await shot('service-refused');
  await page.locator('#service-text').fill('楼院里的灯归居民自己管，请网格商量。');
  await xue.goOffline();
  await page.getByTestId('service-return').click();
  await page.getByTestId('refusal').waitFor({ state: 'detached' });
  await page.getByRole('alert').waitFor();
  await shot('service-offline');
  await xue.goOnline();
  await page.getByTestId('service-settled').locator('summary').click();
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await shot('service-settled');
  await xue.open('/app/topics/T-0402');
  await page.getByTestId('service-story').scrollIntoViewIfNeeded();
  await shot('service-topic');
}
