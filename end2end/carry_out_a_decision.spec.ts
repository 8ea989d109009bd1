// After the vote: four duties with their receipts, the notice in the stairwell, who does what by when, new facts.
import { expect, test, type Phone } from './fixtures/test.ts';
import { daysLater, enter, lookForNews, strip, synced, tab, toTopic } from './fixtures/actors.ts';
import { readQr } from './fixtures/qr.ts';
import { adopted, dogs, duty, fileAll, toDecision } from './fixtures/decision.ts';

const refused = (phone: Phone) => phone.page.getByTestId('refusal');

/** What the decision waits for, on the first screen. */
const call = (phone: Phone) => phone.page.getByTestId('decision-call').filter({ hasText: dogs });

test('s44, s45: nothing is begun before it hangs on paper and is filed with both', async ({ phone, server }) => {
  test.setTimeout(240_000);
  const { song, zheng } = await adopted(phone);
  const { page } = zheng;
  // The chair's first screen says what is due, and by when.
  await tab(page, '首页');
  await expect(call(zheng)).toContainText('公布');
  await expect(call(zheng)).toContainText('日前');
  await call(zheng).click();
  await expect(page.getByTestId('decision')).toBeVisible();

  await page.getByTestId('hang-out').click();
  await expect(refused(zheng)).toHaveAttribute('data-code', 'ACTION_MISSING');
  await page.getByTestId('action-add').locator('summary').click();
  await page.locator('#action-what').fill('装4个拾便袋箱');
  await page.getByTestId('save-action').click();
  await expect(page.getByTestId('action')).toHaveCount(1);

  // Online alone leaves the first duty open.
  await page.getByTestId('publish').click();
  await expect(page.getByTestId('publish')).toHaveCount(0);
  await expect(duty(zheng, 'Publish')).toHaveAttribute('data-done', 'false');
  await page.getByTestId('hang-out').click();
  await expect(refused(zheng)).toHaveAttribute('data-code', 'DUTY_MISSING');
  await expect(refused(zheng)).toContainText('公布');
  await page.locator('#post-place').fill('5号楼公告栏');
  await page.getByTestId('post').click();
  await expect(duty(zheng, 'Publish')).toHaveAttribute('data-done', 'true');

  await duty(zheng, 'Notify').getByTestId('deliver').click();
  await expect(duty(zheng, 'Notify')).toHaveAttribute('data-done', 'true');
  await duty(zheng, 'FilingParty').getByTestId('deliver').click();
  await expect(duty(zheng, 'FilingParty')).toHaveAttribute('data-done', 'true');
  await page.getByTestId('hang-out').click();
  await expect(refused(zheng)).toHaveAttribute('data-code', 'DUTY_MISSING');
  await expect(refused(zheng)).toContainText('居委会');
  await duty(zheng, 'FilingRc').getByTestId('deliver').click();
  await expect(duty(zheng, 'FilingRc')).toHaveAttribute('data-done', 'true');
  await page.getByTestId('hang-out').click();
  await expect(page.getByTestId('decision')).toHaveAttribute('data-state', 'Publicising');

  // The party organisation has it, and says so; then nothing of it waits there any more, nor with the chair.
  await lookForNews(song.page);
  await tab(song.page, '首页');
  await expect(call(song)).toContainText('回执');
  await call(song).click();
  await duty(song, 'Notify').getByTestId('acknowledge').click();
  await expect(duty(song, 'Notify')).toContainText('已收到');
  for (const done of [song, zheng]) {
    await tab(done.page, '首页');
    await expect(call(done)).toHaveCount(0);
  }
  await tab(page, '议题');
  await page.getByTestId('to-decisions').click();
  await page.getByTestId('decision-row').filter({ hasText: dogs }).click();
  await expect(page.getByTestId('decision')).toBeVisible();

  // A resident brings a new fact; one of ten.
  const li = await phone('li');
  await enter(li, '李晨');
  await toDecision(li, dogs);
  await li.page.getByTestId('petitions').locator('summary').click();
  await li.page.locator('#facts').fill('公约第三条和小区物业合同里的遛犬时间冲突。');
  await li.page.getByTestId('reconsider').click();
  await expect(li.page.getByTestId('petitions')).toContainText('1/10');

  // What hangs in the stairwell: one A4 page, Chinese, with its QR code, and nobody named who holds no office.
  const path = new URL(page.url()).pathname.replace('/app', '');
  const html = await (await fetch(server.url + path)).text();
  for (const words of ['决定公示', '装4个拾便袋箱', '同意 7', '公示到']) expect(html).toContain(words);
  expect(html).not.toContain('李晨');
  await li.open(path);
  await li.page.emulateMedia({ media: 'print' });
  const code = li.page.locator('.notice-foot .qr svg');
  await expect(code).toBeVisible();
  // Whoever points a phone at the sheet comes to the page it was printed from.
  const address = await readQr(code);
  expect(new URL(address).pathname).toBe(path);
  const found = await fetch(server.url + new URL(address).pathname);
  expect(found.status).toBe(200);
  expect(await found.text()).toContain(dogs);
  const pdf = await li.page.pdf({ format: 'A4', printBackground: true });
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
});

test('progress is noted with no network, and an overdue action is said to everybody', async ({ phone, server }) => {
  const zheng = await phone('zheng');
  await enter(zheng, '郑守成');
  await toDecision(zheng, '楼院公共长椅');
  await zheng.goOffline();
  const left = zheng.page.getByTestId('action').filter({ hasText: '做6条长椅' });
  await left.getByText('说说进展').first().click();
  await left.getByRole('textbox').fill('第5条也做好了。');
  await left.getByTestId('report-Progress').click();
  await left.getByText('进展', { exact: true }).click();
  await expect(left).toContainText('第5条也做好了。');
  await zheng.goOnline();
  await synced(zheng.page);

  const topic = await (await fetch(`${server.url}/topics/T-0601`)).text();
  const path = /href="(\/decisions\/[^"?]+)/.exec(topic)?.[1];
  expect(path).toBeTruthy();
  const html = await (await fetch(server.url + path!)).text();
  expect(html).toContain('移走旧柜、接电');
  expect(html).toContain('逾期');
  await tab(zheng.page, '首页');
  await expect(strip(zheng.page)).toHaveAttribute('data-state', 'synced');
});

test('s46: on day four nothing hangs out, and everybody can see that it is late', async ({ phone, server }) => {
  test.setTimeout(240_000);
  const { song, zheng } = await adopted(phone);
  const board = async () => (await (await fetch(`${server.url}/grids/g-03`)).text()).replace(/<[^>]*>/g, '');
  expect(await board()).not.toContain('逾期 · 公布');
  await daysLater(server, [song, zheng], 4);
  await expect.poll(board).toContain('逾期 · 公布');
  await tab(zheng.page, '首页');
  await expect(call(zheng)).toContainText('逾期');
  await toDecision(zheng, dogs);
  await expect(duty(zheng, 'Publish')).toContainText('逾期');
  await expect(duty(zheng, 'Publish')).toHaveAttribute('data-done', 'false');
});

test('s47: seven days without an objection, and it begins by itself; it still hangs out until day fifteen', async ({ phone, server }) => {
  test.setTimeout(240_000);
  const { song, zheng } = await adopted(phone);
  await fileAll(zheng, dogs, '装4个拾便袋箱');
  const path = new URL(zheng.page.url()).pathname.replace('/app', '');
  const decided = async () => (await fetch(server.url + path)).text();
  await daysLater(server, [song, zheng], 8);
  await toDecision(zheng, dogs);
  await expect(zheng.page.getByTestId('decision')).toHaveAttribute('data-state', 'Implementing', { timeout: 30_000 });
  const board = async () => (await fetch(`${server.url}/grids/g-03`)).text();
  expect(await decided()).toContain('公示到');
  expect(await board(), 'on display on the grid’s page').toContain(path);
  await daysLater(server, [song, zheng], 9);
  await expect.poll(board, 'not any more').not.toContain(path);
});

test('s48: ten adults bring a new fact once: the topic comes first again, and nobody can leave it out', async ({ phone, server }) => {
  test.setTimeout(480_000);
  const { song, zheng } = await adopted(phone);
  await fileAll(zheng, dogs, '装4个拾便袋箱');
  const li = await phone('li');
  await enter(li, '李晨');
  await toDecision(li, dogs);
  await li.page.getByTestId('petitions').locator('summary').click();
  await li.page.locator('#facts').fill('公约第三条和小区物业合同里的遛犬时间冲突。');
  await li.page.getByTestId('reconsider').click();
  await expect(li.page.getByTestId('petitions')).toContainText('1/10');
  await synced(li.page);
  // Whoever of the demo lives in grid 03; the youngest is of age since this morning.
  await daysLater(server, [song, zheng, li], 1);
  const others = ['郑守成', '周国栋', '吴一凡', '王秀兰', '梁素云', '谢桂琴', '孟庆瑞', '罗文海', '徐可儿'];
  for (const [at, name] of others.entries()) {
    const one = at === 0 ? zheng : await phone(name);
    if (one !== zheng) await enter(one, name);
    await toDecision(one, dogs);
    await one.page.getByTestId('petitions').locator('summary').click();
    await one.page.getByTestId('support').click();
    // Whoever signed has nothing to sign any more; the strip says nothing new before that.
    await expect(one.page.getByTestId('support')).toHaveCount(0);
    if (at + 1 < others.length) await expect(one.page.getByTestId('petitions')).toContainText(`${at + 2}/10`);
    await synced(one.page);
    if (one !== zheng) await one.context.close();
  }
  await lookForNews(zheng.page);
  await toTopic(zheng.page, dogs);
  await expect(zheng.page.getByTestId('standing')).toHaveAttribute('data-state', 'Accepted');
  await tab(zheng.page, '会议');
  await zheng.page.getByTestId('call-meeting').click();
  const item = zheng.page.getByRole('checkbox', { name: dogs });
  await expect(item).toBeChecked();
  await expect(item, 'it cannot be left out').toBeDisabled();
  // Once: whoever opens the decision again finds nothing to sign.
  await lookForNews(li.page);
  await toTopic(li.page, dogs);
  await expect(li.page.getByTestId('standing')).toHaveAttribute('data-state', 'Accepted');
  await expect(li.page.getByTestId('petitions')).toHaveCount(0);
});
