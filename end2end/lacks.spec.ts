// Inside a messenger: no service worker, no locks, storage that forgets. The app works online, says in one sentence
// what is missing, and never claims to have saved what may vanish.
import { fitness, publicCount, slipCode, strip, toTopic } from './fixtures/actors.ts';
import { expect, test } from './fixtures/test.ts';

test('a messenger’s browser: works online, saves nothing it cannot keep, and says so', async ({ server, phone }) => {
  const li = await phone('李晨');
  await li.context.addInitScript(() => {
    const agent = `${navigator.userAgent} MicroMessenger/8.0.50`;
    Object.defineProperty(Navigator.prototype, 'userAgent', { get: () => agent });
    for (const gone of ['serviceWorker', 'locks']) Object.defineProperty(Navigator.prototype, gone, { get: () => undefined });
  });
  await li.open('/demo');
  await li.page.getByTestId('persona').filter({ hasText: '李晨' }).getByRole('link').click();
  await expect(li.page).toHaveURL(/\/app$/);
  // The strip never says 已同步 where nothing stays.
  await expect(strip(li.page)).toContainText('这台设备存不住数据');
  await expect(li.page.locator('main')).toContainText('这个浏览器存不住东西');
  await expect(li.page.locator('main')).toContainText('请用系统浏览器打开');

  await toTopic(li.page, fitness.title);
  await li.page.getByTestId('main-action').click();
  await li.goOffline();
  await li.page.getByTestId('finish-sign').click();
  await expect(li.page.getByRole('alert')).toContainText('现在没网，什么都没存');
  await expect(li.page.getByTestId('slip')).toHaveCount(0);
  await expect(li.page.getByText('已保存')).toHaveCount(0);

  await li.goOnline();
  await li.page.getByTestId('finish-sign').click();
  await slipCode(li.page);
  // The slip is shown only once the server has it.
  expect(await publicCount(server, fitness.id)).toBe(8);
});

test('a browser that keeps no key, as Safari in Lockdown Mode: nobody joins, and the server is not even asked', async ({ phone }) => {
  const li = await phone('李晨');
  await li.context.addInitScript(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (value: unknown, ...key) {
      if (value && typeof value === 'object' && 'privateKey' in value) throw new DOMException('The object can not be cloned.', 'DataCloneError');
      return put.call(this, value, ...key);
    };
  });
  await li.open('/demo');
  await li.page.getByTestId('persona').filter({ hasText: '李晨' }).getByRole('link').click();
  await expect(li.page.getByTestId('not-kept')).toContainText('不让保存钥匙');
  expect(li.network.seen.filter((line) => line.startsWith('POST'))).toEqual([]);
});
