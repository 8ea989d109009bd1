// The instruments checked on something whose behaviour is known: a witness that hears nothing, a finger that goes
// through what covers a button or an axe that finds nothing would make every journey here worthless.
import { axe } from './axe.ts';
import { open } from './people.ts';
import { mark, title } from './tab.ts';
import { expect, test } from './test.ts';

test('the witness hears errors and exceptions of the page', async ({ phone }) => {
  const visitor = await phone();
  const { tab, browser } = visitor;
  await open(visitor, '/app');
  await tab.shows(mark('language'));
  await tab.run(() => {
    console.error('one');
    setTimeout(() => {
      throw new Error('two');
    });
  }, null);
  await tab.until(async () => expect(await tab.run(() => document.readyState, null)).toBe('complete'));
  await open(visitor, '/receipt');
  await tab.until(async () => expect(browser.complaints.map((line) => /one|two/.exec(line)?.[0])).toEqual(['one', 'two']));
  visitor.excuse(/one|two/);
});

test('what is hidden is not found, what is covered or may not be pressed is not touched', async ({ phone }) => {
  const visitor = await phone();
  const { tab } = visitor;
  await open(visitor, '/receipt');
  const field = { css: '#code' };
  await tab.write(field, 'ABC');
  const patient = { timeout: 2_000 };
  // (Through the object: as an attribute the page's policy forbids it, and says so.)
  const change = (css: string) => tab.run((css) => void (document.querySelector<HTMLElement>('#code')!.style.cssText = css), css);
  await change('visibility: hidden');
  expect(await tab.look(field)).toEqual([]);
  await change('pointer-events: none');
  await expect(tab.tap(field, patient)).rejects.toThrow('covered by');
  await change('');
  await tab.run(() => void document.querySelector('#code')?.setAttribute('disabled', ''), null);
  await expect(tab.tap(field, patient)).rejects.toThrow('not enabled');
});

test('axe sees what is wrong under the strict policy', async ({ phone }) => {
  const visitor = await phone();
  const { tab } = visitor;
  await open(visitor, '/receipt');
  await tab.shows(title('查凭证'));
  await tab.run(() => {
    document.documentElement.removeAttribute('lang');
    document.querySelector('label[for=code]')?.remove();
  }, null);
  const found = (await axe(tab)).join('\n');
  expect(found).toContain('html-has-lang');
  expect(found).toContain('label');
});
