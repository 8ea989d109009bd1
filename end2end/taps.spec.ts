// B1: 无人 two taps, 见面 without a matter three, from the stairwell, with no letter typed.
import type { Page } from '@playwright/test';
import { door, enter, toBuilding } from './fixtures/actors.ts';
import { expect, test } from './fixtures/test.ts';

test('无人 is two taps and 见面 without a matter three', async ({ phone }) => {
  const song = await phone('宋敏');
  await enter(song, '宋敏');
  await song.goOffline();
  await toBuilding(song.page, '5号楼');
  const taps = await counted(song.page);

  await door(song.page, '1单元', '101').tap();
  await song.page.getByTestId('outcome-no-answer').tap();
  await expect(door(song.page, '1单元', '101')).toHaveAttribute('data-outcome', 'no-answer');
  await expect(song.page.getByTestId('sheet')).toBeHidden();
  expect(await taps()).toBe(2);

  await door(song.page, '1单元', '202').tap();
  await song.page.getByTestId('outcome-met').tap();
  await song.page.getByTestId('save-met').tap();
  await expect(door(song.page, '1单元', '202')).toHaveAttribute('data-outcome', 'met');
  await expect(song.page.getByTestId('sheet')).toBeHidden();
  expect(await taps()).toBe(3);
});

/** Counts what the page itself saw since the last question: every tap and every key. */
async function counted(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const seen = { count: 0 };
    Object.assign(window, { seen });
    for (const kind of ['click', 'keydown']) document.addEventListener(kind, () => (seen.count += 1), { capture: true });
  });
  return () =>
    page.evaluate(() => {
      const { seen } = window as unknown as { seen: { count: number } };
      return seen.count - (seen.count = 0);
    });
}
