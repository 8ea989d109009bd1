// Scenario 19: what a review hands to the station gets a number there, and what came to nothing comes back to the grid.
import { enter, lookForNews, raiseAsMember, strip, synced, tab, toTopic } from './fixtures/actors.ts';
import { lamp, redirect } from './fixtures/service.ts';
import { expect, test, type Phone } from './fixtures/test.ts';

const why = '灯杆属市政管线，本年度没有更换计划。';

const refusal = (phone: Phone) => phone.page.getByTestId('refusal').first();

test('s19, T15: redirected to the station, closed without result, reopened by its proposer, redirected again and given back', async ({ phone, server }) => {
  test.setTimeout(300_000);
  const liang = await phone('liang');
  await enter(liang, '梁素云');
  const topic = await raiseAsMember(liang.page, lamp, '5号楼南侧小路的路灯坏了三周，老人晚上不敢出门。请在7月底前修好或者换新。');
  await synced(liang.page);
  const luo = await phone('luo');
  await enter(luo, '罗文海');
  await redirect(luo, '公共照明由市政管理，转工作站办理。');

  // The proposer has the number at once.
  await lookForNews(liang.page);
  await liang.open(`/app/topics/${topic}`);
  await expect(liang.page.getByTestId('standing')).toContainText('回执号 S-0002');
  await expect(liang.page.getByTestId('service-item')).toHaveAttribute('data-state', 'Registered');
  await expect(liang.page.getByTestId('reopen')).toHaveCount(0);

  const xue = await phone('xue');
  await enter(xue, '薛佳宁');
  await expect(xue.page.getByTestId('service-desk')).toContainText('1 件');
  await xue.page.getByTestId('service-desk').click();
  // A restart gives the phone a new page: asked for anew each time.
  const card = () => xue.page.getByTestId('service-card').filter({ hasText: lamp });
  await expect(card()).toContainText('今天交来');

  // The desk opens in airplane mode; what only the server can take says so.
  await xue.goOffline();
  await xue.restart();
  await xue.open('/app/service');
  await expect(strip(xue.page)).toHaveAttribute('data-state', 'offline');
  await xue.page.getByTestId('service-take').click();
  await expect(xue.page.getByRole('alert')).toContainText('联网');
  await xue.goOnline();
  await synced(xue.page);
  await xue.page.getByTestId('service-take').click();
  await xue.page.getByTestId('service-write').click();
  await xue.page.getByTestId('service-fail').click();
  await expect(refusal(xue)).toHaveAttribute('data-code', 'REASON_REQUIRED');
  await expect(refusal(xue).getByTestId('clause')).toBeVisible();
  await xue.page.locator('#service-text').fill(why);
  await xue.page.getByTestId('service-fail').click();
  await expect(xue.page.getByTestId('service-card')).toHaveCount(0);
  await xue.page.getByTestId('service-settled').locator('summary').click();
  await expect(xue.page.getByTestId('service-settled')).toContainText(why);
  await synced(xue.page);

  // In public a number and a state, and nothing that was written.
  const html = await (await fetch(`${server.url}/topics/${topic}`)).text();
  expect(html).toContain('S-0002');
  expect(html).toContain('无法办理');
  expect(html).not.toContain('灯杆属市政管线');

  // The proposer is told, and has it reviewed again.
  await lookForNews(liang.page);
  await tab(liang.page, '首页');
  await liang.page.locator('.needs').getByTestId('topic-card').filter({ hasText: lamp }).click();
  await expect(liang.page.getByTestId('service-story')).toContainText(why);
  await liang.page.getByTestId('reopen').click();
  await expect(refusal(liang)).toHaveAttribute('data-code', 'REASON_REQUIRED');
  await liang.page.locator('#reopen-why').fill('居民愿意自己装太阳能灯，这件事自己能办。');
  await liang.page.getByTestId('reopen').click();
  await expect(liang.page.getByTestId('standing')).toHaveAttribute('data-state', 'Submitted');
  await expect(liang.page.getByTestId('service-story')).toContainText('提议人请网格重新审查：居民愿意自己装太阳能灯');
  await synced(liang.page);

  // A second referral is a second item; this time it is not the station's.
  await lookForNews(luo.page);
  await redirect(luo, '还是照明设施，请工作站再看。');
  await lookForNews(xue.page);
  await tab(xue.page, '首页');
  await xue.page.getByTestId('service-desk').click();
  await expect(card()).toContainText('S-0003');
  await xue.page.getByTestId('service-to-return').click();
  await xue.page.locator('#service-text').fill('楼院里的灯归居民自己管，请网格商量。');
  await xue.page.getByTestId('service-return').click();
  await expect(card()).toHaveCount(0);
  await synced(xue.page);

  await lookForNews(liang.page);
  await toTopic(liang.page, lamp);
  await expect(liang.page.getByTestId('standing')).toHaveAttribute('data-state', 'Submitted');
  await expect(liang.page.getByTestId('service-item')).toHaveCount(2);
  await expect(liang.page.getByTestId('service-item').nth(1)).toHaveAttribute('data-state', 'Returned');
});

test('s19: a neighbour who did not raise it reads where it stands and has nothing to press', async ({ phone }) => {
  const li = await phone('li');
  await enter(li, '李晨');
  await li.open('/app/topics/T-0402');
  await expect(li.page.getByTestId('service-item')).toHaveAttribute('data-state', 'Unresolved');
  await expect(li.page.getByTestId('service-story')).toContainText('S-0001');
  await expect(li.page.getByTestId('reopen')).toHaveCount(0);
  await expect(li.page.locator('#reopen-why')).toHaveCount(0);
});
