// What every resident's browser must manage, the same in each engine. Seen here: Firefox ESR 140, WebKitGTK 2.50
// (the engine of Safari 26; an iPhone adds its own rules on what a site may keep, which no WebKit on Debian has).
import { axe } from './axe.ts';
import {
  cosignAtDoor, cosignMyself, door, enter, find, fitness, goOffline, goOnline, inChinese, knock, open, openCheckIn, outbox, publicCount, section, sendNow,
  slipCode, synced, toBuilding, toTopic, waiting,
} from './people.ts';
import { button, link, mark, title, type Tab } from './tab.ts';
import { cannot, expect, test } from './test.ts';

test('the public pages read, in both languages and in large print, with nothing to scroll sideways', async ({ phone }) => {
  const visitor = await phone();
  const { tab } = visitor;
  for (const path of ['/', '/grids/g-03', '/topics/T-0302', '/meetings/M-07-2026Q2', '/elections/E-07-2026', '/rules', '/receipt', '/demo']) {
    await open(visitor, path);
    await tab.shows({ css: 'h1' });
    await dressed(tab);
    expect(await axe(tab), path).toEqual([]);
  }
  await open(visitor, `/topics/${fitness.id}`);
  await tab.shows(title(fitness.title));
  await tab.tap(link('English'));
  await tab.shows({ css: 'html[lang=en]', text: 'Collecting signatures' });
  await tab.tap(link('Large print'));
  await tab.shows({ css: 'html[lang=en][data-elder]', text: 'Collecting signatures' });
  await dressed(tab);
  expect(await axe(tab)).toEqual([]);
});

test('somebody takes a phone: it opens from its own store, and again after every reload', async ({ phone, server }) => {
  const song = await phone();
  const { tab } = song;
  await enter(song, '宋敏');
  await dressed(tab);
  const kept = (await tab.run(() => indexedDB.databases(), null)).map(({ name }) => name);
  expect(kept).toEqual(expect.arrayContaining(['chengge-outbox']));
  await toBuilding(tab, '5号楼');
  const doors = async () => (await tab.look(mark('door'))).map(({ words }) => words);
  const before = await doors();
  expect(before.length).toBe(33);
  await tab.reload();
  await tab.shows(mark('tower'));
  expect(await doors()).toEqual(before);
  // The server is gone altogether: what is shown now comes from this phone alone.
  goOffline(song);
  await server.stop();
  // Firefox says so when the stream of news finds nobody; whether it was tried before the page was left is chance.
  song.excuse(/establish a connection to the server at \S+\/api\/v1\/news/);
  await tab.reload();
  await tab.shows(mark('tower'));
  expect(await doors()).toEqual(before);
  for (const path of ['/app', '/app/topics/T-0302', '/app/me', '/app/outbox']) {
    await open(song, path);
    await tab.shows({ css: 'h1' });
    await tab.says(mark('strip'), 'data-state', 'offline');
  }
});

test('language and large print are chosen once and stay', async ({ phone }) => {
  const li = await phone();
  const { tab } = li;
  await enter(li, '李晨');
  await tab.tap(mark('elder'));
  await tab.says(mark('elder'), 'aria-pressed', 'true');
  await tab.tap(mark('language'));
  await tab.shows(mark('strip', { text: 'Synced' }));
  await tab.reload();
  await tab.shows({ css: 'html[lang=en][data-elder]' });
  await tab.shows(link('Topics', { css: 'nav.tabs' }));
  await tab.shows({ css: 'h1' });
  await dressed(tab);
  expect(await axe(tab)).toEqual([]);
});

test('one signs on one’s own phone: the notice board counts it, the slip finds it', async ({ phone, server }) => {
  const li = await phone();
  const { tab } = li;
  await enter(li, '李晨');
  expect(await publicCount(server, fitness.id)).toBe(7);
  const code = await cosignMyself(tab, fitness.title);
  await synced(tab);
  expect(await publicCount(server, fitness.id)).toBe(8);
  await open(li, '/receipt');
  await tab.write({ css: '#code' }, code);
  await tab.tap(button('查询'));
  await tab.shows(mark('receipt-found', { text: fitness.title }));
});

test('in the stairwell: signed with a finger and no network, kept over reloads, delivered exactly once', async ({ phone, server }) => {
  const song = await phone();
  const { tab } = song;
  await enter(song, '宋敏');
  goOffline(song);
  await toBuilding(tab, '5号楼');
  const code = await cosignAtDoor(tab, '2单元', '401', fitness.title, '王秀兰');
  await knock(tab, '1单元', '101', 'no-answer');
  await tab.reload();
  // The round, two visits, one signature.
  await waiting(tab, 4);
  const second = await song.browser.newTab();
  await open(song, '/app/round/b-03-05', second);
  await waiting(second, 4);
  await second.says(door('1单元', '101'), 'data-outcome', 'no-answer');
  await second.close();
  expect(await publicCount(server, fitness.id)).toBe(7);

  goOnline(song);
  await sendNow(tab);
  await synced(tab);
  expect(await outbox(tab)).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
  expect(await publicCount(server, fitness.id)).toBe(8);
  await open(song, `/receipt?code=${code}`);
  expect(await server.verify()).toMatch(/ 0 faults$/);
});

test('the sheet of a door is as tall as what is in it', async ({ phone }) => {
  const song = await phone();
  const { tab } = song;
  await enter(song, '宋敏');
  await toBuilding(tab, '5号楼');
  await tab.tap(door('2单元', '401'));
  await tab.shows(mark('sheet'));
  // WebKit once gave every row its share of the whole screen.
  const [head, close] = await tab.run(
    () => ['.sheet-head', '.sheet-head button'].map((css) => document.querySelector(`dialog[open] ${css}`)?.getBoundingClientRect().height ?? 0),
    null,
  );
  expect(head).toBeGreaterThan(0);
  expect(head).toBe(close);
});

test('the server has it and its answer is lost: sent again, counted once', async ({ phone, server }) => {
  const li = await phone();
  const { tab } = li;
  await enter(li, '李晨');
  goOffline(li);
  await cosignMyself(tab, fitness.title);
  await waiting(tab, 1);
  li.network.weather({ kind: 'lostAnswer' }, (path) => path === '/api/v1/sync');
  const arrived = li.network.next('/api/v1/sync');
  goOnline(li);
  await sendNow(tab);
  await arrived;
  await tab.until(async () => expect(await publicCount(server, fitness.id)).toBe(8));
  await waiting(tab, 1);
  await tab.reload();
  await waiting(tab, 1);
  li.network.weather({ kind: 'pass' });
  await sendNow(tab);
  await synced(tab);
  expect(await outbox(tab)).toEqual(['accepted']);
  expect(await publicCount(server, fitness.id)).toBe(8);
  expect(await server.verify()).toMatch(/ 0 faults$/);
});

test('two tabs of one phone: each hears of the other, and everything goes out once', async ({ phone, server }) => {
  const song = await phone();
  const first = song.tab;
  await enter(song, '宋敏');
  goOffline(song);
  const second = await song.browser.newTab();
  await open(song, '/app', second);
  await toBuilding(first, '5号楼');
  await toBuilding(second, '5号楼');
  await knock(first, '1单元', '101', 'no-answer');
  await second.says(door('1单元', '101'), 'data-outcome', 'no-answer');
  await knock(second, '2单元', '101', 'later');
  await first.says(door('2单元', '101'), 'data-outcome', 'later');
  await knock(first, '3单元', '101', 'no-answer');
  // One round, three visits, from two tabs in one chain.
  await waiting(first, 4);
  await waiting(second, 4);
  goOnline(song);
  await sendNow(second);
  await synced(second);
  await synced(first);
  expect(await outbox(first)).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
  expect(await server.verify()).toMatch(/ 0 faults$/);
});

test('a second phone joins with a typed code, compares six digits, and signs', async ({ phone, server }) => {
  const song = await phone();
  await enter(song, '宋敏');
  await section(song.tab, '我的');
  await song.tab.tap({ css: 'a[href="/app/me/enrol"]' });
  await song.tab.write({ css: 'input[type=search]' }, '5号楼3单元502');
  await song.tab.tap({ css: 'label', text: '李晨' });
  await song.tab.tap(mark('make-code'));
  const code = (await song.tab.shows({ css: '.code', within: mark('offer') })).words;

  const li = await phone();
  await open(li, '/app/enrol');
  await li.tab.write({ css: '#code' }, code.toLowerCase());
  await li.tab.tap(mark('enrol'));
  const digits = (await li.tab.shows(mark('digits'))).words;
  expect(digits).toMatch(/^\d{6}$/);
  await song.tab.shows(mark('digits', { text: digits }));
  await song.tab.tap(mark('digits-same'));
  await synced(li.tab);
  await inChinese(li.tab);
  await cosignMyself(li.tab, fitness.title);
  await synced(li.tab);
  expect(await publicCount(server, fitness.id)).toBe(8);
});

test('a meeting is recorded with no network: hands are counted, and the server comes to the same sum', async ({ phone, server }) => {
  const song = await phone();
  const { tab } = song;
  await enter(song, '宋敏');
  goOffline(song);
  await openCheckIn(tab, '5号楼北侧活动室', 7);
  for (const home of ['5号楼2单元401', '5号楼3单元502', '8号楼1单元202']) await find(tab, home);
  await tab.shows(mark('present', { text: '实到 10 人，委员 7/9' }));
  await tab.tap({ css: 'label', text: '郑守成', within: mark('chairs') });
  await tab.tap(mark('begin'));
  await tab.tap(mark('open-item'));
  await tab.tap(mark('motion-main'));
  await tab.choose({ css: '#mover' }, '梁素云');
  await tab.choose({ css: '#seconder' }, '郑守成');
  await tab.tap(mark('propose'));
  await tab.tap(mark('put-question'));
  await tab.tap(mark('brush-No'));
  await tab.tap(mark('hand', { within: mark('voters'), text: '李晨' }));
  await tab.tap(mark('rest-yes'));
  await tab.shows(mark('left', { text: '都表态了' }));
  await tab.tap(mark('close-vote'));
  await tab.shows(mark('sum', { text: '同意 9 × 2 = 18 > 实到有表决权 10（须过半）→ 通过' }));
  await tab.reload();
  await tab.tap(mark('adjourn'));
  await tab.tap(mark('to-minutes'));
  await tab.says(mark('item'), 'data-state', 'Adopted');
  goOnline(song);
  await sendNow(tab);
  await synced(tab);
  const minutes = await (await fetch(`${server.url}/meetings/M-03-2026Q2`)).text();
  expect(minutes).toContain('同意 9，反对 1，弃权 0');
  expect(await server.verify()).toMatch(/ 0 faults$/);
});

test('an iPhone that has not put it on its home screen: nothing is called saved that Safari may clear', async ({ phone, server }) => {
  const li = await phone('Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1');
  const { tab } = li;
  await enter(li, '李晨');
  await tab.shows({ css: 'main', text: '添加到主屏幕' });
  await toTopic(tab, fitness.title);
  await tab.tap(mark('main-action'));
  goOffline(li);
  await tab.tap(mark('finish-sign'));
  await tab.shows({ css: '[role=alert]', text: '现在没网，什么都没存' });
  expect(await tab.look(mark('slip'))).toEqual([]);
  goOnline(li);
  await tab.tap(mark('finish-sign'));
  await slipCode(tab);
  // The slip is shown only once the server has it.
  expect(await publicCount(server, fitness.id)).toBe(8);
});

test('the battery dies between saving and sending: what was said to be saved is there', async ({ phone, engine, server }) => {
  cannot(engine === 'webkit', 'MiniBrowser under automation keeps its profile in memory, so a new process has none');
  const li = await phone();
  await enter(li, '李晨');
  goOffline(li);
  await cosignMyself(li.tab, fitness.title);
  await li.browser.crash?.();
  li.tab = await li.browser.newTab();
  await open(li, '/app');
  await waiting(li.tab, 1);
  goOnline(li);
  await sendNow(li.tab);
  await synced(li.tab);
  expect(await publicCount(server, fitness.id)).toBe(8);
});

/** The style is there, the icons are drawn, and nothing has to be scrolled sideways. */
async function dressed(tab: Tab): Promise<void> {
  await tab.until(async () => {
    const seen = await tab.run(
      () => ({
        wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        target: getComputedStyle(document.documentElement).getPropertyValue('--target').trim(),
        icons: [...document.querySelectorAll<SVGSVGElement>('svg.icon')].filter((icon) => icon.checkVisibility()).map((icon) => icon.getBBox().width > 0),
      }),
      null,
    );
    expect(seen.wide, 'pixels to scroll sideways').toBeLessThanOrEqual(0);
    expect(seen.target).toMatch(/px$/);
    expect(seen.icons).not.toContain(false);
  });
}
