// News: what somebody does stands on another's screen without a touch, because the server tells that the ledger moved.
import { cosignMyself, enter, fitness, lookForNews, strip, synced, toTopic } from './fixtures/actors.ts';
import { expect, test, type Phone, type Weather } from './fixtures/test.ts';

const news = '/api/v1/news';

/** From here on no clock makes the page ask: what comes, it was told. A phone asks by itself once a minute. */
function neverAsks(): void {
  const { setInterval } = globalThis;
  const unlessRare = (work: TimerHandler, ms = 0, ...more: unknown[]) => (ms < 60_000 ? setInterval(work, ms, ...more) : 0);
  globalThis.setInterval = unlessRare as typeof setInterval;
}

/** 李晨, and 王秀兰 whose phone listens and never asks by itself. */
async function listening(phone: (name: string) => Promise<Phone>): Promise<{ li: Phone; wang: Phone }> {
  const [li, wang] = [await phone('李晨'), await phone('王秀兰')];
  await wang.context.addInitScript(neverAsks);
  await enter(li, '李晨');
  const stream = wang.network.next(news);
  await enter(wang, '王秀兰');
  await stream;
  return { li, wang };
}

test('one signs, and the other sees it without a touch and without asking in vain', async ({ phone }) => {
  const { li, wang } = await listening(phone);
  await toTopic(wang.page, fitness.title);
  await expect(wang.page.getByTestId('seals')).toContainText('7/10');
  await cosignMyself(li.page, fitness.title);
  await expect(wang.page.getByTestId('seals')).toContainText('8/10');
  expect(li.network.seen.filter((one) => one === `GET ${news}`), 'one stream for one phone').toHaveLength(1);
});

test('without network nobody listens, and back in it the phone listens again', async ({ phone }) => {
  const { li, wang } = await listening(phone);
  await wang.goOffline();
  await toTopic(wang.page, fitness.title);
  await cosignMyself(li.page, fitness.title);
  await synced(li.page);
  await expect(wang.page.getByTestId('seals')).toContainText('7/10');
  const again = wang.network.next(news);
  await wang.goOnline();
  await again;
  await expect(wang.page.getByTestId('seals')).toContainText('8/10');
});

const others: Record<string, Weather> = {
  'a portal’s page': { kind: 'portal' },
  'another media type': { kind: 'wrongType' },
  'a no': { kind: 'status', status: 429, headers: { 'retry-after': '300' } },
};

for (const [name, weather] of Object.entries(others)) {
  test(`${name} in place of the stream is no stream, and no harm`, async ({ phone }) => {
    const [li, wang] = [await phone('李晨'), await phone('王秀兰')];
    await enter(li, '李晨');
    wang.excuse(/status of 429/);
    wang.network.weather(weather, (path) => path === news);
    const listening = wang.network.next(news);
    await enter(wang, '王秀兰');
    await listening;
    await toTopic(wang.page, fitness.title);
    await cosignMyself(li.page, fitness.title);
    await synced(li.page);
    await lookForNews(wang.page);
    await toTopic(wang.page, fitness.title);
    await expect(wang.page.getByTestId('seals')).toContainText('8/10');
    await expect(strip(wang.page)).toHaveAttribute('data-state', 'synced');
    // It is not asked for in a loop: whoever said no would be asked all day.
    expect(wang.network.seen.filter((one) => one === `GET ${news}`).length).toBeLessThan(3);
  });
}
