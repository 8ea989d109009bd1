// A roster from the desk's screen: looked at first, done as it was shown, and then behind the doors of the grid worker.
import { readFileSync } from 'node:fs';
import { axe } from './fixtures/a11y.ts';
import { door, enter, lookForNews, toBuilding } from './fixtures/actors.ts';
import { expect, test, type Phone } from './fixtures/test.ts';

const headings = '网格,楼号,单元,房号,姓名,电话,电话同意,居住方式,成年';

/** Chooses a file on the page, as one does in the dialog of the computer. */
const choose = (phone: Phone, name: string, body: Buffer | string) =>
  phone.page.locator('#roster-file').setInputFiles({ name, mimeType: '', buffer: Buffer.from(body) });

const report = (phone: Phone) => phone.page.getByTestId('roster-report');

async function atTheCounter(phone: Phone): Promise<void> {
  await enter(phone, '薛佳宁');
  await phone.page.getByTestId('service-desk').click();
  await phone.page.getByTestId('to-roster').click();
  await expect(phone.page.getByRole('heading', { level: 1, name: '花名册' })).toBeVisible();
}

test('a roster is looked at, imported, and somebody new is behind their door', async ({ phone }) => {
  const xue = await phone('xue');
  await atTheCounter(xue);
  const file = `${headings}\n03,5,1,401,赵望舒,,,租住,是\n03,5,1,403,孙行之,13933334444 转 8,是,租住,是\n`;
  await choose(xue, '三网格.csv', file);
  await expect(report(xue)).toHaveAttribute('data-state', 'shown');
  await expect(report(xue)).toContainText('文件有 2 行');
  await expect(xue.page.getByTestId('roster-bad')).toContainText('第3行 · 电话：「1**」不是电话号码');
  await xue.page.getByTestId('roster-added').locator('summary').click();
  await expect(xue.page.getByTestId('roster-added')).toContainText(/第2行 赵\*\* .*401/);
  for (const raw of ['赵望舒', '孙行之', '13933334444']) await expect(xue.page.locator('main')).not.toContainText(raw);
  expect(await axe(xue.page)).toEqual([]);

  // The other language says the same of the same file, which is not chosen again.
  await xue.page.getByTestId('language').click();
  await expect(xue.page.getByRole('heading', { level: 1, name: 'Roster' })).toBeVisible();
  await expect(report(xue)).toContainText('2 rows in the file');
  await expect(xue.page.getByTestId('roster-name')).toHaveText('三网格.csv');
  await xue.page.getByTestId('language').click();

  await xue.page.getByTestId('roster-take').click();
  await expect(report(xue)).toHaveAttribute('data-state', 'written');

  const song = await phone('song');
  await enter(song, '宋敏');
  await lookForNews(song.page);
  await toBuilding(song.page, '5号楼');
  await door(song.page, '1单元', '401').click();
  await song.page.getByTestId('ask').first().getByRole('link').click();
  await expect(song.page.getByTestId('resident').filter({ hasText: '赵望舒' })).toBeVisible();
  await song.page.goBack();

  // The good row a second time: there is nothing to do.
  await choose(xue, '三网格.csv', `${headings}\n03,5,1,401,赵望舒,,,租住,是\n`);
  await expect(xue.page.getByTestId('roster-nothing')).toBeVisible();
  await expect(xue.page.getByTestId('roster-take')).toHaveCount(0);
});

test('a file in GB18030 is read, and a column that is not on the list is named and refused', async ({ phone }) => {
  const xue = await phone('xue');
  await atTheCounter(xue);
  await choose(xue, 'calc.csv', readFileSync(new URL('../server/tests/it/rosters/calc-gb18030.csv', import.meta.url)));
  await expect(xue.page.getByTestId('roster-added')).toContainText('新增 3 人');

  await xue.excusing(/status of 422/, async () => {
    await choose(xue, '车牌.csv', `${headings},车牌\n03,5,1,401,赵望舒,,,租住,是,鲁B12345\n`);
    await expect(xue.page.getByTestId('roster-wrong')).toContainText('车牌');
  });
  await expect(xue.page.getByTestId('roster-may')).toContainText('人员编号');
  await expect(xue.page.locator('main')).not.toContainText('鲁B12345');
  await expect(report(xue)).toHaveCount(0);

  await xue.goOffline();
  await choose(xue, '三网格.csv', `${headings}\n03,5,1,401,赵望舒,,,租住,是\n`);
  await expect(xue.page.getByTestId('roster-wrong')).toContainText('联网');
  await xue.goOnline();
});

test('a resident does not see the screen', async ({ phone }) => {
  const li = await phone('li');
  await enter(li, '李晨');
  await li.open('/app/service');
  await expect(li.page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(li.page.getByTestId('to-roster')).toHaveCount(0);
  await li.open('/app/service/roster');
  await expect(li.page.getByTestId('refusal')).toHaveAttribute('data-code', 'NOT_ENTITLED');
  await expect(li.page.locator('#roster-file')).toHaveCount(0);
});
