// The yardstick of the cold start: the empty Leptos app of `app/browser/examples/empty.rs`, built, packed and kept
// offline as ours is, by the very service worker of ours.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { Profile } from './browser.mjs';
import { Wire } from './wire.mjs';

const root = join(import.meta.dirname, '../../..');
const built = join(root, 'target/bench/empty');
const shell = '<!DOCTYPE html><html lang="zh-CN" data-shell><head><meta charset="utf-8"><title>empty</title><script type="module" src="/boot.js"></script></head><body></body></html>';
const boot = `import init from '/pkg/empty.js';
await init({ module_or_path: '/pkg/empty_bg.wasm' });
navigator.serviceWorker.register('/sw.js');
`;

/** Compiled with the profile, the flags and the pass of ours; a few seconds if nothing changed. */
export function build() {
  const target = 'wasm32-unknown-unknown';
  const run = (command, words, env = {}) => execFileSync(command, words, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...env } });
  const cargo = ['build', '--locked', '-p', 'browser', '--example', 'empty', '--target', target, '--target-dir', 'target/bench/front', '--profile', 'wasm-release'];
  run('cargo', cargo, { RUSTFLAGS: '--cfg erase_components' });
  run('wasm-bindgen', [`target/bench/front/${target}/wasm-release/examples/empty.wasm`, '--target', 'web', '--no-typescript', '--out-dir', built]);
  const wasm = join(built, 'empty_bg.wasm');
  run('wasm-opt', [...passes(), wasm, '-o', wasm]);
}

/** What our own file is put through. */
function passes() {
  const [, list] = /^wasm-opt-features = (\[.*\])$/m.exec(readFileSync(join(root, 'Cargo.toml'), 'utf8'));
  return JSON.parse(list);
}

/** Its start without a network at 4× CPU throttling: from navigation until the name is on the screen. */
export async function coldOffline(init) {
  const server = await serve();
  const wire = await Wire.before(server.address().port);
  const profile = await Profile.fresh();
  try {
    let page = await profile.start();
    await page.goto(`${wire.url}/app`);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await profile.stop();
    // Once more with the network, as ours is started a second time for its fill: what a browser keeps compiled, it keeps.
    page = await profile.start({ init, throttle: 4 });
    await page.goto(`${wire.url}/app`);
    await page.waitForFunction(() => globalThis.seen.nameAt > 0);
    await profile.stop();
    wire.away(true);
    page = await profile.start({ init, throttle: 4 });
    await page.goto(`${wire.url}/app`);
    const seen = await page.waitForFunction(() => globalThis.seen.nameAt > 0 && globalThis.seen, undefined, { polling: 50 });
    return (await seen.jsonValue()).nameAt;
  } finally {
    await profile.remove();
    await wire.close();
    server.close();
  }
}

async function serve() {
  const files = {
    '/app': ['text/html; charset=utf-8', shell],
    '/boot.js': ['text/javascript', boot],
    '/pkg/empty.js': ['text/javascript', readFileSync(join(built, 'empty.js'))],
    '/pkg/empty_bg.wasm': ['application/wasm', readFileSync(join(built, 'empty_bg.wasm'))],
  };
  // As our own server writes them: the worker takes no file whose content is another.
  const revision = (body) => createHash('sha256').update(body).digest('hex').slice(0, 16);
  const list = Object.entries(files).map(([url, [, body]]) => ({ url, revision: revision(body) }));
  const worker = readFileSync(join(root, 'public/sw.js'), 'utf8').replace('__MANIFEST__', JSON.stringify(list)).replace('__WORDS__', '{}').replace('__BUILD__', 'empty');
  files['/sw.js'] = ['text/javascript', worker];
  const server = createServer((asked, answer) => {
    const [kind, body] = files[asked.url] ?? [];
    answer.writeHead(kind ? 200 : 404, kind ? { 'content-type': kind } : {}).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
