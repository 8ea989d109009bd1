// The instruments checked on something whose behaviour is known: a collector that hears nothing, a network that never
// fails or an axe that finds nothing would make every other spec here worthless.
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { axe } from './fixtures/a11y.ts';
import { Phone } from './fixtures/phone.ts';
import { portalPage, type Proxy } from './fixtures/proxy.ts';

const csp = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; worker-src 'self'; img-src 'self'";
const files: Record<string, [string, string]> = {
  '/': ['text/html', '<!doctype html><html lang="en"><title>t</title><main><h1>door</h1><script src="/a.js"></script></main></html>'],
  '/bad': ['text/html', '<!doctype html><html><title>t</title><img src="/x.png"><input></html>'],
  '/x.png': ['image/png', ''],
  '/favicon.ico': ['image/x-icon', ''],
  '/a.js': ['text/javascript', "navigator.serviceWorker.register('/sw.js')"],
  '/sw.js': [
    'text/javascript',
    `self.addEventListener('install', (e) => { self.skipWaiting(); e.waitUntil(caches.open('v').then((c) => c.addAll(['/', '/a.js']))); });
     self.addEventListener('activate', (e) => e.waitUntil(self.clients.claim()));
     self.addEventListener('fetch', (e) => e.respondWith(caches.match(e.request).then((r) => r ?? fetch(e.request))));`,
  ],
  '/data': ['application/vnd.chengge.sync+json', '{"receipts":[1,2,3]}'],
};

let origin: Server;
let posts: string[] = [];
let phone: Phone;

test.beforeEach(async () => {
  posts = [];
  origin = createServer((req, res) => {
    let body = '';
    req.on('data', (chunk) => (body += chunk));
    req.on('end', () => {
      if (req.method === 'POST') posts.push(body);
      const [type, text] = files[req.url ?? '/'] ?? ['text/plain', ''];
      res.writeHead(files[req.url ?? '/'] ? 200 : 404, { 'content-type': type, 'content-security-policy': csp }).end(text);
    });
  });
  origin.listen(0, '127.0.0.1');
  await once(origin, 'listening');
  phone = await Phone.switchOn('probe', { port: (origin.address() as AddressInfo).port, there: true }, {});
});

test.afterEach(async () => {
  await phone.switchOff();
  origin.close();
});

const ask = (path: string, init: object = {}) =>
  phone.page.evaluate(
    async ([path, init]) => {
      try {
        const answer = await fetch(path as string, init as RequestInit);
        return { status: answer.status, url: answer.url, type: answer.headers.get('content-type'), text: await answer.text() };
      } catch (error) {
        return { error: String(error) };
      }
    },
    [path, init],
  );

test('the console witness hears errors, exceptions and failed loads, and excuses only what it was told', async () => {
  await phone.open('/');
  expect(phone.complaints).toEqual([]);
  await phone.page.evaluate(() => console.error('one'));
  await phone.page.evaluate(() => void setTimeout(() => { throw new Error('two'); }));
  await expect.poll(() => phone.complaints.length).toBe(2);
  await phone.excusing(/three/, () => phone.page.evaluate(() => console.error('three')));
  await ask('/missing');
  await expect.poll(() => phone.complaints.map((line) => /one|two|three|404/.exec(line)?.[0])).toEqual(['one', 'two', '404']);
});

test('offline is offline for page, new tab and service worker, over a fresh browser process and a dead battery', async () => {
  await phone.open('/');
  await phone.readyForOffline();
  await phone.goOffline();
  expect(await phone.page.evaluate(() => navigator.onLine)).toBe(false);
  expect(await ask('/data')).toHaveProperty('error');
  await phone.restart();
  await phone.open('/');
  await expect(phone.page.getByRole('heading', { name: 'door' })).toBeVisible();
  expect(await ask('/data')).toHaveProperty('error');
  await phone.crash();
  const tab = await phone.newTab('/');
  await expect(tab.getByRole('heading', { name: 'door' })).toBeVisible();
  await phone.open('/');
  expect(await ask('/data')).toHaveProperty('error');
  await phone.goOnline();
  expect(await ask('/data')).toMatchObject({ status: 200 });
  expect(phone.complaints).toEqual([]);
});

test('every weather is what it says', async () => {
  const network = phone.network;
  await phone.open('/');
  phone.excuse(/net::ERR_|404/);
  const post = { method: 'POST', body: 'x'.repeat(1000) };
  const storm = async (weather: Parameters<Proxy['weather']>[0]) => {
    network.weather(weather, (path) => path !== '/');
    posts = [];
    return ask('/data', post);
  };
  expect(await storm({ kind: 'pass' })).toMatchObject({ status: 200, text: '{"receipts":[1,2,3]}' });
  expect(posts).toEqual([post.body]);
  expect(await storm({ kind: 'portal' })).toMatchObject({ status: 200, type: 'text/html; charset=utf-8', text: portalPage });
  expect(posts).toEqual([]);
  expect(await storm({ kind: 'login' })).toHaveProperty('error'); // followed, and round in a circle
  expect(await storm({ kind: 'empty' })).toMatchObject({ status: 204, text: '' });
  const half = await storm({ kind: 'truncated' });
  expect(half).toMatchObject({ status: 200, type: 'application/vnd.chengge.sync+json' });
  expect(() => JSON.parse((half as { text: string }).text)).toThrow();
  expect(await storm({ kind: 'wrongType' })).toMatchObject({ status: 200, type: 'text/plain' });
  expect(await storm({ kind: 'cut', bytes: 5 })).toHaveProperty('error');
  expect(posts).toEqual([post.body]);
  expect(await storm({ kind: 'lostAnswer' })).toHaveProperty('error');
  expect(posts.length).toBeGreaterThan(0); // delivered, and the browser may try a dropped connection once more
  expect(await storm({ kind: 'cutRequest', bytes: 10 })).toHaveProperty('error');
  expect(posts).toEqual([]);
  network.weather({ kind: 'hold' }, (path) => path === '/data');
  const arrived = network.next('/data');
  const answer = ask('/data', post);
  await arrived;
  expect(posts).toEqual([]);
  network.weather({ kind: 'pass' });
  expect(await answer).toMatchObject({ status: 200 });
});

test('a wire brings late, twice and in the wrong order what it says it does', async () => {
  const network = phone.network;
  await phone.open('/');
  const onData = (path: string) => path === '/data';
  const send = (body: string) => ask('/data', { method: 'POST', body });
  network.weather({ kind: 'late' }, onData);
  let heard = false;
  const late = send('late').then((answer) => ((heard = true), answer));
  expect(JSON.parse(await network.echo())).toEqual({ receipts: [1, 2, 3] });
  expect(posts).toEqual(['late']);
  expect(heard).toBe(false);
  network.weather({ kind: 'pass' });
  expect(await late).toMatchObject({ status: 200, text: '{"receipts":[1,2,3]}' });

  posts = [];
  network.weather({ kind: 'twice' }, onData);
  expect(await send('twice')).toMatchObject({ status: 200 });
  expect(posts).toEqual(['twice', 'twice']);
  await network.echo();

  posts = [];
  network.weather({ kind: 'overtaken' }, onData);
  const arrived = network.next('/data');
  const older = send('older');
  await arrived;
  expect(await send('newer')).toMatchObject({ status: 200 });
  expect(await older).toMatchObject({ status: 200 });
  expect(posts).toEqual(['newer', 'older']);
  expect(phone.complaints).toEqual([]);
});

test('axe sees what is wrong under the strict policy, and nothing where nothing is', async () => {
  await phone.open('/bad');
  const found = await axe(phone.page);
  expect(found.join('\n')).toMatch(/image-alt/);
  expect(found.join('\n')).toMatch(/label/);
  expect(found.join('\n')).toMatch(/html-has-lang/);
  await phone.open('/');
  expect(await axe(phone.page)).toEqual([]);
  // The policy really is in force: the page itself may not run an inline script.
  const ran = await phone.excusing(/Content Security Policy/, () =>
    phone.page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.head.append(script);
      return 'ran' in window;
    }),
  );
  expect(ran).toBe(false);
});
