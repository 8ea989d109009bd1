// What people do with the product in any engine, as one does it: taps and words on the screen.
import { button, link, mark, title, type Tab, type What } from './tab.ts';
import { expect, type Phone } from './test.ts';

export { publicCount, fitness } from '../fixtures/actors.ts';

const strip = mark('strip');

export const open = (phone: Phone, path: string, tab = phone.tab): Promise<void> => tab.goto(phone.network.url + path);

/** Becomes somebody of the demo; ends with everything downloaded, in Chinese, and the phone ready to lose its network. */
export async function enter(phone: Phone, name: string): Promise<void> {
  const { tab } = phone;
  await open(phone, '/demo');
  await tab.tap({ css: 'a', within: mark('persona', { text: name }) });
  await synced(tab);
  await inChinese(tab);
  await tab.shows({ css: 'body', text: name });
  await readyForOffline(tab);
}

/** A browser that calls itself English is told. */
export async function inChinese(tab: Tab): Promise<void> {
  if ((await tab.shows(mark('language'))).words === '中文') await tab.tap(mark('language'));
  await tab.shows(mark('language', { text: 'English' }));
}

/** The worker holds the shell, and what an office needs, and controls this page: from here on the network may go. */
export async function readyForOffline(tab: Tab): Promise<void> {
  await tab.until(async () => {
    const ready = await tab.run(
      () => ({ controlled: navigator.serviceWorker?.controller?.state ?? 'nobody', desk: document.documentElement.dataset['desk'] ?? 'not asked' }),
      null,
    );
    expect(ready.controlled).toBe('activated');
    expect(ready.desk).not.toBe('coming');
  }, 30_000);
}

export const synced = (tab: Tab): Promise<void> => tab.says(strip, 'data-state', 'synced');

/** The strip says how many wait. */
export async function waiting(tab: Tab, count: number): Promise<void> {
  await tab.until(async () => expect((await tab.look(strip))[0]?.words).toMatch(new RegExp(`(^|\\D)${count} (条待上传|waiting)`)));
}

/** To the tab with this name. */
export const section = (tab: Tab, name: string): Promise<void> => tab.tap(link(name, { css: 'nav.tabs' }));

/** Cuts the cable. The browser thinks itself connected; the product has to find out. */
export function goOffline(phone: Phone): void {
  phone.network.reachable = false;
}

export function goOnline(phone: Phone): void {
  phone.network.reachable = true;
}

/** 待上传 → 现在上传, and home again: what somebody does who does not want to wait. */
export async function sendNow(tab: Tab): Promise<void> {
  await tab.tap(strip);
  await tab.tap(mark('sync-now'));
  await section(tab, '首页');
}

/** The acts in 待上传, newest first, by what became of them. */
export async function outbox(tab: Tab): Promise<(string | undefined)[]> {
  await tab.tap(strip);
  await tab.shows(mark('sync-now'));
  const fold: What = { css: 'summary', text: '已收下的' };
  if ((await tab.look(fold)).length > 0) await tab.tap(fold);
  return (await tab.look(mark('deed'))).map((deed) => deed.attributes['data-state']);
}

export async function toTopic(tab: Tab, name: string): Promise<void> {
  await section(tab, '议题');
  await tab.tap(mark('topic-card', { text: name }));
  await tab.shows(title(name));
}

/** 我要联名 on one's own phone. Returns the code on the slip. */
export async function cosignMyself(tab: Tab, name: string): Promise<string> {
  await toTopic(tab, name);
  await tab.tap(mark('main-action'));
  await tab.tap(mark('finish-sign'));
  const code = await slipCode(tab);
  await tab.tap(link('完成'));
  return code;
}

export async function slipCode(tab: Tab): Promise<string> {
  const code = (await tab.shows(mark('code', { within: mark('slip') }))).words.replace(/\s/g, '');
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/);
  return code;
}

/** 走访 → the building, as it stands. */
export async function toBuilding(tab: Tab, name: string): Promise<void> {
  await section(tab, '走访');
  await tab.tap(mark('house', { text: name }));
  await tab.shows(mark('tower'));
}

/** The tile of a door: `2单元`, `401`. */
export const door = (stair: string, label: string): What => button(`${stair} ${label},`);

/** One knock with nothing but its outcome. */
export async function knock(tab: Tab, stair: string, label: string, outcome: string): Promise<void> {
  await tab.tap(door(stair, label));
  await tab.tap(mark(`outcome-${outcome}`));
  await tab.says(door(stair, label), 'data-outcome', outcome);
}

/** Three strokes on the glass. */
export async function ink(tab: Tab): Promise<void> {
  const line = (from: number, to: number) => Array.from({ length: 9 }, (_, step) => ({ x: from + ((to - from) * step) / 8, y: 0.3 + 0.05 * step }));
  const glass: What = { css: 'svg', within: mark('pad') };
  await tab.draw(glass, [line(0.2, 0.4), line(0.45, 0.6), line(0.65, 0.85)]);
  await tab.until(async () => expect((await tab.look({ css: 'polyline', within: glass })).length).toBe(3));
}

/** The whole co-signature at a door; ends in the stairwell again. */
export async function cosignAtDoor(tab: Tab, stair: string, label: string, name: string, who: string): Promise<string> {
  await tab.tap(door(stair, label));
  await tab.tap({ css: 'a', within: mark('ask', { text: name }) });
  await tab.shows(mark('topic-text'));
  await tab.tap(mark('resident', { text: who }));
  await tab.tap(mark('to-sign'));
  await tab.shows(mark('consent', { text: who }));
  await ink(tab);
  await tab.tap(mark('finish-sign'));
  const code = await slipCode(tab);
  await tab.tap(mark('hand-back'));
  await tab.says(door(stair, label), 'data-outcome', 'met');
  return code;
}

/** Opens the check-in of a meeting that waits to be held, and taps in so many of the committee. */
export async function openCheckIn(tab: Tab, place: string, seats: number): Promise<void> {
  await section(tab, '会议');
  await tab.tap(mark('meeting', { text: place }));
  await tab.tap(mark('open-check-in'));
  await tab.shows(title('会议记录'));
  const chip = (pressed: boolean): What => ({ css: `[data-testid=chip][aria-pressed=${pressed}]`, within: mark('members') });
  for (let seated = 0; seated < seats; seated++) {
    await tab.tap(chip(false));
    await tab.until(async () => expect((await tab.look(chip(true))).length).toBe(seated + 1));
  }
}

/** Finds the first adult behind a door and taps them in. */
export async function find(tab: Tab, door: string): Promise<void> {
  await tab.write({ css: '#find-resident' }, door);
  const chip = (pressed: boolean): What => ({ css: `[data-testid=chip][aria-pressed=${pressed}]`, within: mark('found') });
  await tab.tap(chip(false));
  await tab.shows(chip(true));
}
