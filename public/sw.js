// The service worker: keeps the private shell and its assets on the phone, so that any /app link opens with no
// network, by the same path as with it. It never touches /api, keeps no public page, and holds no personal data.
// The server fills in the build, the list of files and what a notification says when it serves this file; a changed
// list is a new worker.
"use strict";

const BUILD = "__BUILD__";
const MANIFEST = __MANIFEST__; // [{ url, revision }]
const WORDS = __WORDS__; // { zh: { title, progress, waits, several, news }, en }
const PREFIX = "chengge-shell-";
const CACHE = PREFIX + BUILD;
const SHELL = "/app";
const HASHED = /^\/pkg\/.+\.[\w-]{22}\.\w+$/;
const FILES = new Set(MANIFEST.map((file) => file.url));
const REVISIONS = new Map(MANIFEST.map((file) => [file.url, file.revision]));
// What only those in office need: kept once it was asked for, and brought along by every later build.
const DESK = /^\/pkg\/split_desk\./;
const KINDS = [
  [".wasm", "application/wasm"],
  [".js", "javascript"],
  [".css", "text/css"],
  [".svg", "image/svg"],
  [".png", "image/png"],
  [".webmanifest", "json"],
];

self.addEventListener("install", (event) => event.waitUntil(precache()));

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

self.addEventListener("message", (event) => {
  const word = typeof event.data === "string" ? event.data : event.data && event.data.type;
  // Only a person's tap sends this: a new build never takes over in the middle of a form.
  if (word === "SKIP_WAITING") self.skipWaiting();
  if (word === "BUILD" && event.ports[0]) event.ports[0].postMessage(BUILD);
  if (word === "KEEP_DESK") event.waitUntil(keepDesk(event.source));
});

self.addEventListener("fetch", (event) => {
  const request = event.request;
  if (request.method !== "GET") return;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin || url.pathname.startsWith("/api/")) return;
  if (request.mode === "navigate") {
    if (isPrivate(url.pathname)) event.respondWith(shell(request));
    return;
  }
  if (FILES.has(url.pathname)) event.respondWith(asset(url.pathname, request));
});

self.addEventListener("push", (event) => event.waitUntil(notify(event.data)));

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show(event.notification.data));
});

/** One notification a matter, and a later one takes its place. It says that there is news, never of what or whom: anybody
 * may look at a locked screen. */
async function notify(data) {
  let call = {};
  try {
    call = data.json();
  } catch {
    // Whatever it was, a browser wants something shown for it.
  }
  const lang = call.lang === "en" ? "en" : "zh";
  const words = WORDS[lang];
  const body = (words[call.kind] || words.news).replace("{n}", call.count);
  const path = call.topic ? `${SHELL}/topics/${encodeURIComponent(call.topic)}` : SHELL;
  const [icon, tag] = ["/icon-192.png", call.topic || "news"];
  await self.registration.showNotification(words.title, { body, icon, lang, tag, data: path });
}

/** In the window that is open already, if one is. */
async function show(path) {
  const pages = await self.clients.matchAll({ type: "window" });
  const page = pages.find((one) => isPrivate(new URL(one.url).pathname));
  if (!page) return self.clients.openWindow(path);
  // A browser that does not let it come to the front shows the matter in it all the same.
  await page.focus().catch(() => undefined);
  return page.navigate(path);
}

/** Everything or nothing: a half-filled cache would be a blank page in the stairwell. */
async function precache() {
  const desk = await hadDesk();
  const files = [SHELL, ...[...FILES].filter((url) => url !== SHELL && (desk || !DESK.test(url)))];
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(
      files.map(async (url) => {
        const kept = HASHED.test(url) ? await caches.match(url) : undefined;
        await cache.put(url, kept && (await isOfThisBuild(url, kept)) ? kept : await download(url));
      }),
    );
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

/** Fetches one file and makes sure it is that file, not a login page of somebody's Wi-Fi and not another build's. */
async function download(url, cache = HASHED.test(url) ? "default" : "reload") {
  const response = await fetch(url, { cache, credentials: "omit", redirect: "error" });
  const kind = response.headers.get("content-type") || "";
  if (response.status !== 200 || response.redirected || response.type !== "basic") {
    throw new Error(`${url}: answered ${response.status}`);
  }
  if (url === SHELL) {
    const text = await response.clone().text();
    if (!kind.startsWith("text/html") || !/<html[^>]*\sdata-shell/.test(text)) throw new Error(`${url}: not the shell`);
    return response;
  }
  const rule = KINDS.find(([ending]) => url.endsWith(ending));
  const right = rule ? kind.includes(rule[1]) : !kind.startsWith("text/html");
  if (!right) throw new Error(`${url}: came as ${kind}`);
  if (await isOfThisBuild(url, response)) return response;
  // The browser had kept it under this name.
  if (cache === "default") return download(url, "reload");
  throw new Error(`${url}: not of this build`);
}

/** The hash in a name is no proof: it was taken before the names of other files were written into this one, so two
 * builds have given one name to two texts. */
async function isOfThisBuild(url, response) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer()));
  const revision = [...hash.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return revision === REVISIONS.get(url);
}

/** Whether an earlier build on this phone kept it. */
async function hadDesk() {
  for (const name of (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE)) {
    const kept = await (await caches.open(name)).keys();
    if (kept.some((request) => DESK.test(new URL(request.url).pathname))) return true;
  }
  return false;
}

/** The page holds somebody in office; it is told when the file is safe. Failing, it asks again after its next sync. */
async function keepDesk(page) {
  try {
    await Promise.all([...FILES].filter((url) => DESK.test(url)).map(keep));
    if (page) page.postMessage("DESK_KEPT");
  } catch (error) {
    console.warn(`${error}`);
  }
}

async function keep(url) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(url);
  if (kept) return kept;
  const fresh = await download(url);
  await cache.put(url, fresh.clone());
  return fresh;
}

async function takeOver() {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** Any private link is the one shell; what it shows comes from the phone's own stores. */
async function shell(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(SHELL)) || fetch(request);
}

async function asset(url, request) {
  if (DESK.test(url)) return keep(url);
  const cache = await caches.open(CACHE);
  return (await cache.match(url)) || fetch(request);
}

function isPrivate(path) {
  return path === SHELL || path.startsWith(SHELL + "/");
}
