// What a person does with one tab of any browser: looks for something by its words, waits until it can be touched,
// touches it. Finding and reading happen in the page, the same in every engine; finger and keyboard are the engine's own.
import { expect } from '@playwright/test';

/** Something on the screen. Only what can be seen is ever found. */
export interface What {
  css: string;
  /** Its visible words contain this. */
  text?: string;
  /** What it is called (its label for those who cannot see, else its words) begins with this. */
  name?: string;
  /** It stands inside that. */
  within?: What;
}

/** What is read off one thing found. */
export interface Seen {
  words: string;
  attributes: Record<string, string>;
  value: string;
  checked: boolean;
}

/** A place on the glass, in CSS pixels. */
export interface Point {
  x: number;
  y: number;
}

/** How long something may take that a person waits for. */
const patience = 20_000;

export const mark = (id: string, more: Omit<What, 'css'> = {}): What => ({ css: `[data-testid="${id}"]`, ...more });
export const link = (name: string, within?: What): What => ({ css: 'a[href]', name, ...(within && { within }) });
export const button = (name: string, within?: What): What => ({ css: 'button', name, ...(within && { within }) });
export const title = (name: string): What => ({ css: 'h1', text: name });

export abstract class Tab {
  abstract goto(url: string): Promise<void>;
  abstract reload(): Promise<void>;
  /** The text that an expression in the page comes to, at once or by promise. */
  abstract evaluate(expression: string): Promise<string>;
  abstract close(): Promise<void>;
  abstract picture(): Promise<Buffer>;
  /** To the front: nothing is drawn in a tab that lies behind another. */
  protected abstract turnTo(): Promise<void>;
  /** Pointer down at the first place, along all others, and up. */
  protected abstract drag(along: readonly Point[]): Promise<void>;
  /** Keys into whatever has the focus. */
  protected abstract keys(text: string): Promise<void>;

  /** Runs a function in the page. It must stand alone: its text travels. */
  async run<A, T>(work: (given: A) => T | Promise<T>, given: A): Promise<T> {
    const sent = JSON.stringify(given ?? null);
    return JSON.parse(await this.evaluate(`Promise.resolve(${sent}).then(${work}).then((value) => JSON.stringify(value ?? null))`)) as T;
  }

  /** Everything on screen that fits, top to bottom. */
  look(what: What): Promise<Seen[]> {
    return this.run(seek, { what, touch: false }).then((found) => found.seen);
  }

  /** Waits until it is on screen. */
  async shows(what: What): Promise<Seen> {
    return this.until(async () => {
      const [first] = await this.look(what);
      if (!first) throw new Error(`not on screen: ${JSON.stringify(what)}`);
      return first;
    });
  }

  /** Waits until it is on screen and an attribute says this. */
  async says(what: What, attribute: string, value: string): Promise<void> {
    await this.until(async () => {
      const seen = await this.look(what);
      expect(seen[0]?.attributes[attribute], `${attribute} of ${JSON.stringify(what)}, which reads: ${seen[0]?.words}`).toBe(value);
    });
  }

  /** Waits until it is gone from the screen. */
  async hides(what: What): Promise<void> {
    await this.until(async () => expect(await this.look(what), JSON.stringify(what)).toEqual([]));
  }

  /** Touches it, once it lies still, is not covered and may be pressed. */
  async tap(what: What, { timeout = patience } = {}): Promise<void> {
    await this.turnTo();
    let last: Point | undefined;
    const at = await this.until(async () => {
      const { place, why } = await this.run(seek, { what, touch: true });
      const before = last;
      last = place;
      if (!place) throw new Error(`cannot be touched (${why}): ${JSON.stringify(what)}`);
      // Two looks, one place: what is still being put together around it may push it away under the finger.
      if (before?.x !== place.x || before?.y !== place.y) throw new Error(`not yet still: ${JSON.stringify(what)}`);
      return place;
    }, timeout);
    await this.drag([at]);
  }

  /** Touches a field, empties it, and writes. */
  async write(what: What, text: string): Promise<void> {
    await this.tap(what);
    await this.run(() => (document.activeElement as HTMLInputElement | null)?.select?.(), null);
    await this.keys(text);
    await this.until(async () => expect((await this.look(what))[0]?.value).toBe(text));
  }

  /** Picks an entry of a list by its words. What the list looks like when it is open is the machine's, not the page's. */
  async choose(what: What, entry: string): Promise<void> {
    await this.until(async () => {
      const picked = await this.run(
        ({ css, entry }) => {
          const list = document.querySelector<HTMLSelectElement>(css);
          const option = [...(list?.options ?? [])].find((option) => option.label === entry);
          if (!list || !option) return false;
          list.value = option.value;
          for (const kind of ['input', 'change']) list.dispatchEvent(new Event(kind, { bubbles: true }));
          return true;
        },
        { css: what.css, entry },
      );
      expect(picked, `${entry} in ${what.css}`).toBe(true);
    });
  }

  /** Draws lines on it; places are shares of its width and height. */
  async draw(what: What, lines: readonly (readonly Point[])[]): Promise<void> {
    await this.turnTo();
    const box = await this.until(async () => {
      const { box, why } = await this.run(seek, { what, touch: true });
      if (!box) throw new Error(`nothing to draw on (${why}): ${JSON.stringify(what)}`);
      return box;
    });
    for (const line of lines) await this.drag(line.map(({ x, y }) => ({ x: box.x + box.width * x, y: box.y + box.height * y })));
  }

  /** Until it no longer throws: a page that is just being replaced answers nothing sensible. */
  async until<T>(work: () => Promise<T>, timeout = patience): Promise<T> {
    let value: { it: T } | undefined;
    await expect(async () => {
      value = { it: await work() };
    }).toPass({ timeout, intervals: [50, 100, 200, 400] });
    if (!value) throw new Error('passed without a value');
    return value.it;
  }
}

interface Found {
  seen: Seen[];
  place?: Point;
  box?: { x: number; y: number; width: number; height: number };
  why?: string;
}

/** In the page. With `touch`, where the first one found can be touched, or why not yet. */
function seek({ what, touch }: { what: What; touch: boolean }): Found {
  const tidy = (text: string) => text.replace(/\s+/g, ' ').trim();
  const visible = (element: Element) => {
    if (element.getClientRects().length === 0) return false;
    const style = getComputedStyle(element);
    return style.visibility === 'visible' && style.opacity !== '0';
  };
  const words = (element: Element) => tidy((element as HTMLElement).innerText ?? element.textContent ?? '');
  const all = (what: What): Element[] => {
    const roots: (Element | Document)[] = what.within ? all(what.within) : [document];
    return roots
      .flatMap((root) => [...root.querySelectorAll(what.css)])
      .filter((element, at, every) => every.indexOf(element) === at && visible(element))
      .filter((element) => what.text === undefined || words(element).includes(what.text))
      .filter((element) => what.name === undefined || tidy(element.getAttribute('aria-label') ?? words(element)).startsWith(what.name));
  };
  const found = all(what);
  const seen = found.map((element) => ({
    words: words(element),
    attributes: Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])),
    value: (element as HTMLInputElement).value ?? '',
    checked: (element as HTMLInputElement).checked ?? false,
  }));
  const first = found[0];
  if (!touch) return { seen };
  if (!first) return { seen, why: 'not on screen' };
  if (first.matches(':disabled')) return { seen, why: 'not enabled' };
  first.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  // (Not by waiting for two frames: WebKit on a screen that nobody sees draws none as long as nothing changes.)
  const moving = document.getAnimations().filter((animation) => {
    const { target } = animation.effect as KeyframeEffect;
    return animation.playState === 'running' && Number.isFinite(animation.effect?.getComputedTiming().endTime) && target?.contains(first);
  });
  if (moving.length > 0) return { seen, why: 'it moves' };
  const box = first.getBoundingClientRect();
  const place = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const top = document.elementFromPoint(place.x, place.y);
  if (!top || (!first.contains(top) && !(first as HTMLInputElement).labels?.[0]?.contains(top))) {
    return { seen, why: `covered by ${top?.outerHTML.slice(0, 80)}` };
  }
  return { seen, place, box: { x: box.x, y: box.y, width: box.width, height: box.height } };
}
