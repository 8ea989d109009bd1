// A second phone joins: a code that lives ten minutes and once, six digits that both screens show, and a device that
// its owner ends — whose acts are kept, and refused in words.
import { cosignMyself, enter, fitness, sendNow, synced, tab, waiting } from './fixtures/actors.ts';
import { expect, test } from './fixtures/test.ts';

test('a resident joins with a code, compares six digits, and signs; the code is used up', async ({ phone }) => {
  const song = await phone('宋敏');
  await enter(song, '宋敏');
  await tab(song.page, '我的');
  await song.page.locator('a[href="/app/me/enrol"]').click();
  await song.page.getByRole('searchbox').fill('李晨');
  await song.page.getByRole('radio', { name: /^李晨/ }).check();
  await song.page.getByTestId('make-code').click();
  const groups = await song.page.getByTestId('offer').locator('.code').innerText();
  const code = groups.replace(/\s/g, '');
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);

  const li = await phone('李晨');
  await li.open('/app/enrol');
  // As somebody types it from another screen: small letters, groups of four.
  await li.page.locator('#code').fill(groups.toLowerCase());
  // Until the digits are compared the server answers his questions with 403, and the browser writes that down.
  li.excuse(/^Failed to load resource: the server responded with a status of 403/);
  await li.page.getByTestId('enrol').click();
  const hers = song.page.getByTestId('digits');
  const his = li.page.getByTestId('digits');
  await expect(his).toHaveText(/^\d{6}$/);
  await expect(hers).toHaveText(await his.innerText());
  await song.page.getByTestId('digits-same').click();

  await expect(li.page).toHaveURL(/\/app$/);
  await expect(li.page.locator('body')).toContainText('李晨');
  await synced(li.page);
  await cosignMyself(li.page, fitness.title);
  await synced(li.page);

  const third = await phone('第三台');
  third.excuse(/^Failed to load resource: the server responded with a status of 4/);
  await third.open(`/app/enrol#${code}`);
  await third.page.getByTestId('enrol').click();
  const no = third.page.getByTestId('refusal');
  await expect(no).toHaveAttribute('data-code', 'CODE_INVALID');
  await expect(no.getByTestId('next-step')).not.toBeEmpty();
});

test('T11 a device that its owner ended keeps what it did and is told why', async ({ phone }) => {
  const first = await phone('李晨');
  await enter(first, '李晨');
  const second = await phone('李晨的另一台');
  await enter(second, '李晨');
  await first.goOffline();
  await cosignMyself(first.page, fitness.title);
  await waiting(first.page, 1);

  await tab(second.page, '我的');
  const lost = second.page.getByTestId('device').filter({ hasNotText: '这台设备' });
  await lost.getByRole('button').click();
  // Asked once more: it cannot be taken back.
  await second.page.getByRole('button', { name: '停用' }).last().click();
  await expect(lost.getByRole('button')).toHaveCount(0);
  await synced(second.page);

  first.excuse(/^Failed to load resource: the server responded with a status of 4/);
  await first.goOnline();
  await sendNow(first.page).catch(() => {});
  await first.open('/app/outbox');
  await expect(first.page.getByTestId('deed').first()).toHaveAttribute('data-state', 'refused');
  await expect(first.page.getByTestId('refusal').first()).toHaveAttribute('data-code', 'DEVICE_NOT_ACTIVE');
});
