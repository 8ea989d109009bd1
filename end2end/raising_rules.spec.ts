// Scenarios of raising and reviewing as people meet them, by number; those of refusals stand in refusals.spec.ts.
import { accept, cosignAtDoor, cosignMyself, enter, fitness, outbox, publicCount, raiseAsMember, synced, tab, toBuilding, toTopic } from './fixtures/actors.ts';
import { withoutScript } from './fixtures/public.ts';
import { expect, test } from './fixtures/test.ts';

test('s05: whoever keeps a shop here and lives elsewhere is told what is open to them instead', async ({ phone }) => {
  const sun = await phone('sun');
  await enter(sun, '孙丽君');
  await sun.open(`/app/topics/${fitness.id}/sign`);
  await sun.page.getByTestId('finish-sign').click();
  await expect(sun.page.getByTestId('refusal')).toHaveAttribute('data-code', 'NOT_RESIDENT_OF_GRID');
  await expect(sun.page.getByTestId('clause')).toContainText('G-RES');
  await expect(sun.page.getByTestId('next-step')).toContainText('利益相关方');
});

test('s07: signed at the door and on the phone: the earlier counts, the total stays', async ({ phone, server }) => {
  const song = await phone('song');
  await enter(song, '宋敏');
  await song.goOffline();
  await toBuilding(song.page, '5号楼');
  await cosignAtDoor(song.page, '3单元', '502', fitness.title, '李晨');
  // Li does not wait for that: half an hour later he signs on his own phone, and is heard first.
  const li = await phone('li');
  await enter(li, '李晨');
  await cosignMyself(li.page, fitness.title);
  await synced(li.page);
  expect(await publicCount(server, fitness.id)).toBe(8);
  await song.goOnline();
  await synced(song.page);
  expect((await outbox(song.page)).filter((state) => state !== 'accepted'), 'a duplicate is no error').toEqual([]);
  expect(await publicCount(server, fitness.id)).toBe(8);
  await toTopic(li.page, fitness.title);
  await expect(li.page.getByTestId('seals')).toContainText('8');
  expect(await server.verify()).toMatch(/ 0 faults$/);
});

test('s09: the slip alone withdraws, and the initiator sees a number and no name', async ({ phone, server }) => {
  const song = await phone('song');
  await enter(song, '宋敏');
  await toBuilding(song.page, '5号楼');
  const code = await cosignAtDoor(song.page, '2单元', '401', fitness.title, '王秀兰');
  await synced(song.page);
  expect(await publicCount(server, fitness.id)).toBe(8);
  await withoutScript(server, async (page) => {
    await page.goto(`${server.url}/receipt`);
    await page.locator('#code').fill(code);
    await page.getByRole('button', { name: '查询' }).click();
    await page.getByTestId('receipt-withdraw').click();
    await expect(page.getByTestId('receipt-withdrawn')).toBeVisible();
  });
  expect(await publicCount(server, fitness.id)).toBe(7);
  const zhou = await phone('zhou');
  await enter(zhou, '周国栋');
  await toTopic(zhou.page, fitness.title);
  await expect(zhou.page.getByTestId('seals')).toContainText('7');
  await expect(zhou.page.locator('main')).not.toContainText('王秀兰');
});

test('s41: a charge of ¥120 on every household is major, whatever is ticked, and waits for its hearing', async ({ phone }) => {
  test.setTimeout(180_000);
  const title = '每户出120元换单元门';
  const liang = await phone('liang');
  await enter(liang, '梁素云');
  await raiseAsMember(liang.page, title, '单元门锁都坏了，每户出120元，由物业9月底前统一换成可视对讲门。');
  await synced(liang.page);
  for (const name of ['宋敏', '罗文海']) {
    const officer = await phone(name);
    await enter(officer, name);
    await accept(officer.page, title, async (page) => {
      await page.getByText('重大事项，要听证', { exact: true }).click();
      await page.getByRole('checkbox', { name: /向居民收费/ }).check();
      await page.getByRole('checkbox', { name: /切身利益/ }).check();
      await page.getByLabel('为什么是重大事项').fill('每户都要出钱，门人人要走。');
    });
  }
  const zheng = await phone('zheng');
  await enter(zheng, '郑守成');
  await toTopic(zheng.page, title);
  await expect(zheng.page.getByTestId('standing')).toHaveAttribute('data-state', 'Accepted');
  await expect(zheng.page.getByTestId('hearing')).toContainText('重大事项');
  await tab(zheng.page, '会议');
  await zheng.page.getByTestId('call-meeting').click();
  await zheng.page.locator('#meeting-place').fill('小广场凉亭');
  await zheng.page.getByRole('checkbox', { name: title }).check();
  await zheng.page.getByTestId('call-now').click();
  await zheng.page.getByTestId('send-notice').click();
  await expect(zheng.page.getByTestId('refusal')).toHaveAttribute('data-code', /^(PARTY_FIRST_MISSING|HEARING_MISSING)$/);
});
