// 新进展: whoever raised a topic reads on the first page what others did with it, until they have seen it; off means off.
import { enter, lookForNews, raiseAsMember, synced, tab } from './fixtures/actors.ts';
import { lamp, redirect } from './fixtures/service.ts';
import { expect, test } from './fixtures/test.ts';

test('what became of my topic stands on the first page until I have seen it, and not at all if I do not want it', async ({ phone }) => {
  test.setTimeout(240_000);
  const liang = await phone('liang');
  await enter(liang, '梁素云');
  const { page } = liang;
  const news = page.getByTestId('progress');
  // What others did long before this phone was hers is no news, and neither is what she does herself.
  await expect(page.locator('.needs')).toBeVisible();
  await raiseAsMember(page, lamp, '5号楼南侧小路的路灯坏了三周，老人晚上不敢出门。请在7月底前修好或者换新。');
  await synced(page);
  await tab(page, '首页');
  await expect(page.locator('.needs')).toBeVisible();
  await expect(news).toHaveCount(0);

  const luo = await phone('luo');
  await enter(luo, '罗文海');
  await redirect(luo, '公共照明由市政管理，转工作站办理。');
  await lookForNews(page);
  await tab(page, '首页');
  await expect(news.getByRole('listitem')).toHaveCount(1);
  await expect(news).toContainText(lamp);
  await expect(news).toContainText('转办 6月15日');

  // Looked at without network, it is still seen after a restart.
  await liang.goOffline();
  await page.getByTestId('progress-seen').click();
  await expect(news).toHaveCount(0);
  await liang.restart();
  await liang.open('/app');
  await expect(liang.page.locator('.needs')).toBeVisible();
  await expect(liang.page.getByTestId('progress')).toHaveCount(0);
  await liang.goOnline();

  await tab(liang.page, '我的');
  await liang.page.getByTestId('progress-switch').uncheck();
  await expect(liang.page.getByTestId('progress-switch')).not.toBeChecked();
  await liang.open('/app/me');
  await expect(liang.page.getByTestId('progress-switch')).not.toBeChecked();

  // Another person of the same phone has a mark of their own, and it is read when their turn comes.
  await enter(liang, '李晨');
  await tab(liang.page, '我的');
  await expect(liang.page.getByTestId('progress-switch')).toBeChecked();
  await liang.page.getByRole('listitem').filter({ hasText: '梁素云' }).getByRole('button', { name: '换人' }).click();
  await expect(liang.page.getByTestId('progress-switch')).not.toBeChecked();
});
