// A third of the committee asks for a meeting: names on three phones, the chair's days, and then the members' own call.
import type { Page } from '@playwright/test';
import { axe } from './fixtures/a11y.ts';
import { daysLater, enter, lookForNews, synced, tab } from './fixtures/actors.ts';
import { does } from './fixtures/peer.ts';
import { expect, test, type DemoServer, type Phone } from './fixtures/test.ts';

const why = '电梯停了三周，等不到季度例会。';
const room = '3号楼门厅';
/** 梁素云 and two more of grid 03's nine (server/src/demo/cast.rs). */
const [first, second, third] = ['p-03-0276-0', 'p-03-0177-0', 'p-03-0210-0'] as const;

/** Becomes a member whom the list of personas does not show, by the same door. */
async function enterAs(phone: Phone, person: string): Promise<void> {
  await phone.open(`/app/demo#${person}`);
  await expect(phone.page).toHaveURL(/\/app$/);
  await synced(phone.page);
  await phone.readyForOffline();
}

/** A member's own call of the meeting that was asked for. */
const calls = (server: DemoServer, who: string, meeting: string) => {
  const call = { grid: 'g-03', kind: 'deliberation', regular: false, urgent: null, place: room, starts: Date.parse('2026-07-01T19:00+08:00'), topics: [], report: true, repeats: null, parties: [], mediator: null };
  return does(server, who, { meeting: { meeting, step: { call } } });
};

const asked = (page: Page) => page.getByTestId('asked');

test('three of nine ask, the chair lets it lie, and one of them calls it', async ({ phone, server }) => {
  test.setTimeout(300_000);
  // The first says why; without a reason nothing is asked.
  const liang = await phone('liang');
  await enter(liang, '梁素云');
  await tab(liang.page, '会议');
  await liang.page.getByTestId('ask-form').locator('summary').click();
  await liang.page.getByTestId('ask-meeting').click();
  await expect(liang.page.getByTestId('refusal')).toHaveAttribute('data-code', 'REASON_REQUIRED');
  await liang.page.locator('#ask-why').fill(why);
  await liang.page.getByTestId('ask-meeting').click();
  await expect(asked(liang.page)).toContainText('您已联名');
  await expect(asked(liang.page).getByTestId('seals')).toContainText('1/3');
  await synced(liang.page);
  expect(await axe(liang.page)).toEqual([]);

  // Another joins; a resident does not, and two names are no third.
  const id = (await asked(liang.page).getAttribute('data-id')) ?? '';
  const join = (who: string) => does(server, who, { meeting: { meeting: id, step: 'join_demand' } });
  await expect(join('p-03-0300-0')).rejects.toThrow(/NOT_ENTITLED/);
  const last = await phone('last');
  await enterAs(last, third);
  await expect(last.page.getByTestId('asked-waits')).toContainText(why);
  await last.page.getByTestId('asked-waits').click();
  await expect(asked(last.page)).toContainText('梁素云');
  await last.page.getByTestId('join-demand').click();
  await expect(asked(last.page).getByTestId('seals')).toContainText('2/3');
  await expect(last.page.getByTestId('call-asked')).toHaveCount(0);
  await expect(asked(last.page)).toContainText('到7月15日联名不满3人');
  // Who thinks better of it takes the name back, and may come again.
  await last.page.getByTestId('leave-demand').click();
  await expect(asked(last.page).getByTestId('seals')).toContainText('1/3');
  await last.page.getByTestId('join-demand').click();
  await expect(asked(last.page).getByTestId('seals')).toContainText('2/3');
  await synced(last.page);
  await last.context.close();
  await expect(calls(server, first, id)).rejects.toThrow(/MEMBERS_MISSING/);
  await join(second);
  await expect(join(second)).rejects.toThrow(/DUPLICATE/);
  await expect(calls(server, first, id), 'the days are the chair’s').rejects.toThrow(/TOO_EARLY/);

  // The chair is told on the first screen, with the day.
  const zheng = await phone('zheng');
  await enter(zheng, '郑守成');
  await expect(zheng.page.getByTestId('asked-waits')).toContainText('6月22日前召集');
  await zheng.page.getByTestId('asked-waits').click();
  await expect(zheng.page.getByTestId('call-asked')).toBeVisible();
  expect(await axe(zheng.page)).toEqual([]);
  await daysLater(server, [zheng, liang], 8);
  await tab(zheng.page, '首页');
  await expect(zheng.page.getByTestId('asked-waits').locator('.tag-red')).toBeVisible();

  // The day has passed: one of the three calls that very meeting and makes it known.
  await tab(liang.page, '会议');
  await expect(asked(liang.page)).toContainText('您可以自己召集');
  await liang.page.getByTestId('call-asked').click();
  await expect(liang.page.getByRole('radio'), 'a deliberation and nothing else').toHaveCount(1);
  await liang.page.locator('#meeting-place').fill(room);
  await liang.page.getByTestId('call-now').click();
  await liang.page.getByTestId('send-notice').click();
  await expect(liang.page.getByTestId('meeting-standing')).toHaveAttribute('data-state', 'Noticed');
  await expect(liang.page.getByTestId('meeting-standing')).toContainText('梁素云');
  expect(new URL(liang.page.url()).pathname).toContain(id);
  await synced(liang.page);
  await lookForNews(zheng.page);
  await tab(zheng.page, '首页');
  await expect(zheng.page.getByTestId('asked-waits')).toHaveCount(0);
  expect(await server.verify()).toMatch(/ 0 faults$/);
});
