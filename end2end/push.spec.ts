// Being called: the switch under 我的, what the server sends to the push service, and what stands on the locked screen. No
// real push service can be reached from here, so the browser's own half between `subscribe` and the arriving message is
// played: `PushManager` is a stand-in that names a service of this test, and messages are handed to the service worker by
// the browser's inspector (`ServiceWorker.deliverPushMessage`). That the server seals a message so that a browser can open
// it is held against the RFC in `server/src/push/seal.rs` and `server/tests/it/push.rs`.
import { createECDH, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { enter, raiseAsMember, synced, tab } from './fixtures/actors.ts';
import { lamp } from './fixtures/service.ts';
import { expect, test, type Phone } from './fixtures/test.ts';

test.use({ wholeBrowser: true });

/** Stands in for the browser's way to its push service, and remembers as it does. */
function standIn(keys: { endpoint: string; p256dh: string; auth: string }): void {
  const mark = 'test.subscribed';
  const subscription = {
    endpoint: keys.endpoint,
    toJSON: () => ({ endpoint: keys.endpoint, expirationTime: null, keys: { p256dh: keys.p256dh, auth: keys.auth } }),
    unsubscribe: async () => {
      localStorage.removeItem(mark);
      return true;
    },
  };
  PushManager.prototype.getSubscription = async () => (localStorage.getItem(mark) ? subscription : null) as PushSubscription | null;
  PushManager.prototype.subscribe = async (options) => {
    localStorage.setItem(mark, String(options?.applicationServerKey));
    return subscription as unknown as PushSubscription;
  };
}

async function mayNotify(phone: Phone): Promise<void> {
  await phone.context.grantPermissions(['notifications'], { origin: phone.base });
}

test('whoever turns it on is called by the server, and off takes it back on both sides', async ({ server, phone }) => {
  test.setTimeout(240_000);
  server.env = { CHENGGE_PUSH_LOOPBACK: 'true' };
  await server.restart();
  const calls: IncomingMessage[] = [];
  const service = createServer((request, answer) => {
    calls.push(request);
    request.resume().on('end', () => answer.writeHead(201).end());
  });
  service.listen(0, '127.0.0.1');
  await once(service, 'listening');

  const luo = await phone('luo');
  const key = createECDH('prime256v1');
  const endpoint = `http://127.0.0.1:${(service.address() as AddressInfo).port}/luo`;
  await luo.context.addInitScript(standIn, {
    endpoint,
    p256dh: key.generateKeys('base64url'),
    auth: randomBytes(16).toString('base64url'),
  });
  await mayNotify(luo);
  await enter(luo, '罗文海');
  await tab(luo.page, '我的');
  const { page } = luo;
  const box = page.getByTestId('push-switch');
  await expect(box).toBeEnabled();
  await expect(box).not.toBeChecked();
  await expect(page.getByTestId('push-note')).toHaveCount(0);
  await box.check();
  await expect(page.getByTestId('push-note')).toContainText('20:30–08:30 不发');
  await expect.poll(() => luo.network.seen).toContain('POST /api/v1/push');
  const known = (await (await fetch(`${server.url}/api/v1/push/key`)).json()) as { key: string };
  expect(await page.evaluate(() => localStorage.getItem('test.subscribed')), 'subscribed under the key of this server').toBe(known.key);

  const liang = await phone('liang');
  await enter(liang, '梁素云');
  await raiseAsMember(liang.page, lamp, '5号楼南侧小路的路灯坏了三周，老人晚上不敢出门。请在7月底前修好或者换新。');
  await synced(liang.page);
  await expect.poll(() => calls.length, { timeout: 15_000 }).toBe(1);
  expect(calls[0]?.headers['content-encoding']).toBe('aes128gcm');
  expect(calls[0]?.headers['authorization']).toContain(`k=${known.key}`);

  // Hours of one's own, beside the charter's.
  await page.locator('#quiet-from').fill('12:00');
  await page.locator('#quiet-until').fill('14:00');
  await expect.poll(() => page.evaluate(() => localStorage.getItem('chengge.push'))).toMatch(/ 720 840$/);
  await luo.open('/app/me');
  await expect(box).toBeChecked();
  await expect(page.locator('#quiet-from')).toHaveValue('12:00');
  await expect(page.locator('#quiet-until')).toHaveValue('14:00');

  await box.uncheck();
  await expect.poll(() => luo.network.seen).toContain('DELETE /api/v1/push');
  await expect(box).not.toBeChecked();
  await expect(page.getByTestId('push-note')).toHaveCount(0);
  expect(await page.evaluate(() => localStorage.getItem('test.subscribed'))).toBeNull();
  await luo.open('/app/me');
  await expect(box).toBeEnabled();
  await expect(box).not.toBeChecked();
  service.close();
});

test('where a browser has no push service the switch says so, and nothing else is lost', async ({ phone }) => {
  const luo = await phone('luo');
  await luo.context.addInitScript(() => {
    PushManager.prototype.getSubscription = async () => null;
    PushManager.prototype.subscribe = async () => {
      throw new DOMException('Registration failed - push service not available', 'AbortError');
    };
  });
  await mayNotify(luo);
  await enter(luo, '罗文海');
  await tab(luo.page, '我的');
  await luo.page.getByTestId('push-switch').check();
  await expect(luo.page.getByTestId('push-note')).toContainText('收不到推送通知');
  await expect(luo.page.getByTestId('push-switch')).not.toBeChecked();
  expect(luo.network.seen).not.toContain('POST /api/v1/push');
});

/** The inspector hands a message to the service worker of a phone. */
async function delivers(phone: Phone, message: unknown): Promise<void> {
  // A message for a worker that is still being installed is lost without a word.
  await phone.page.evaluate(async () => void (await navigator.serviceWorker.ready));
  const inspector = await phone.context.newCDPSession(phone.page);
  const known = new Promise<string>((resolve) => {
    inspector.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const one = registrations.find((registration) => registration.scopeURL.startsWith(phone.base) && !registration.isDeleted);
      if (one) resolve(one.registrationId);
    });
  });
  await inspector.send('ServiceWorker.enable');
  const data = typeof message === 'string' ? message : JSON.stringify(message);
  await inspector.send('ServiceWorker.deliverPushMessage', { origin: phone.base, registrationId: await known, data });
  await inspector.detach();
}

interface Shown {
  title: string;
  body: string;
  tag: string;
}

function shown(phone: Phone): Promise<Shown[]> {
  return phone.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map(({ title, body, tag }) => ({ title, body, tag }));
  });
}

test('a message becomes one notification a matter, without a name, and leads to it in the open window', async ({ phone }) => {
  const li = await phone('李晨');
  await mayNotify(li);
  await enter(li, '李晨');
  // The inspector drops a message for a worker that is not up yet without a word; the same message twice shows as one.
  await expect(async () => {
    await delivers(li, { kind: 'progress', topic: 'T-0302', lang: 'zh' });
    expect(await shown(li)).toEqual([{ title: '橙格', body: '您提的或联名的一件事有新进展，点开看看。', tag: 'T-0302' }]);
  }).toPass();
  await delivers(li, { kind: 'waits', topic: 'T-0302', lang: 'zh' });
  await expect.poll(() => shown(li)).toEqual([{ title: '橙格', body: '有一件事等您办，点开看看。', tag: 'T-0302' }]);
  await delivers(li, { kind: 'several', count: 3, lang: 'en' });
  await delivers(li, 'not what we send');
  await expect
    .poll(async () => (await shown(li)).map(({ body, tag }) => `${tag}: ${body}`).sort())
    .toEqual(['T-0302: 有一件事等您办，点开看看。', 'news: 有新情况，点开看看。']);

  const worker = li.context.serviceWorkers().find((one) => one.url().startsWith(li.base));
  await worker?.evaluate(async () => {
    // The worker's own scope, whose names the types of pages do not know.
    const scope = self as any;
    const [notification] = await scope.registration.getNotifications({ tag: 'T-0302' });
    scope.dispatchEvent(new scope.NotificationEvent('notificationclick', { notification }));
  });
  await expect(li.page).toHaveURL(/\/app\/topics\/T-0302$/);
  await expect(li.page.getByTestId('seals')).toBeVisible();
  expect(li.context.pages(), 'no second window').toHaveLength(1);
  expect((await shown(li)).map(({ tag }) => tag)).toEqual(['news']);
});
