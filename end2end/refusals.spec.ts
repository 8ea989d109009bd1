// Every refusal teaches: the sentence, the clause it rests on, what to do now; in both languages. Each is brought about
// for real, by somebody of the demo who runs into it.
import type { Page } from '@playwright/test';
import { daysLater, door, enter, fitness, synced, write } from './fixtures/actors.ts';
import { expect, test, type Phone } from './fixtures/test.ts';

type Lang = 'zh' | 'en';
const said = {
  zh: { stair: (no: number) => `${no}单元`, yes: '是' },
  en: { stair: (no: number) => `Stair ${no}`, yes: 'Yes' },
};

for (const lang of ['zh', 'en'] as const) {
  test(`under 18, at the door (${lang})`, async ({ phone }) => {
    const song = await reader(phone, '宋敏', lang);
    await song.goOffline();
    await song.open('/app/round/b-03-05');
    await door(song.page, said[lang].stair(3), '402').click();
    await song.page.getByTestId('ask').filter({ hasText: fitness.title }).getByRole('link').click();
    await song.page.getByTestId('resident').filter({ hasText: '徐可儿' }).click();
    await song.page.getByTestId('to-sign').click();
    await write(song.page);
    await song.page.getByTestId('finish-sign').click();
    await teaches(song.page, lang, 'UNDER_18', 'G-AGE');
  });

  test(`lives in another grid (${lang})`, async ({ phone }) => {
    const sun = await reader(phone, '孙丽君', lang);
    await sun.open(`/app/topics/${fitness.id}/sign`);
    await sun.page.getByTestId('finish-sign').click();
    await teaches(sun.page, lang, 'NOT_RESIDENT_OF_GRID', 'G-RES');
  });

  test(`the text was changed meanwhile (${lang})`, async ({ phone }) => {
    const li = await reader(phone, '李晨', lang);
    await li.goOffline();
    await li.open(`/app/topics/${fitness.id}/sign`);
    await li.page.getByTestId('finish-sign').click();
    await expect(li.page.getByTestId('slip')).toBeVisible();

    const zhou = await reader(phone, '周国栋', 'zh');
    await zhou.open(`/app/topics/${fitness.id}/edit`);
    await zhou.page.locator('#topic-body').fill('把健身角整个拆掉，改成三个停车位，由物业在7月底前完成。');
    await zhou.page.getByRole('button', { name: '保存' }).click();
    await expect(zhou.page.getByTestId('standing')).toHaveAttribute('data-state', 'Draft');
    await zhou.page.getByTestId('main-action').click();
    await zhou.page.getByTestId('finish-sign').click();
    await expect(zhou.page.getByTestId('slip')).toBeVisible();
    await zhou.open('/app');
    await synced(zhou.page);

    await li.goOnline();
    await li.open('/app/outbox');
    await expect(li.page.locator('[data-testid=deed][data-state=refused]')).toBeVisible({ timeout: 30_000 });
    await teaches(li.page, lang, 'TEXT_CHANGED', 'G-ONE');
    await expect(li.page.getByTestId('strip')).toHaveAttribute('data-state', 'refused');
  });

  test(`already signed (${lang})`, async ({ phone }) => {
    const li = await reader(phone, '李晨', lang);
    for (const time of ['first', 'second']) {
      await li.open(`/app/topics/${fitness.id}/sign`);
      await li.page.getByTestId('finish-sign').click();
      if (time === 'first') {
        await expect(li.page.getByTestId('slip')).toBeVisible();
        await synced(li.page);
      }
    }
    await teaches(li.page, lang, 'DUPLICATE', 'G-ONE');
  });

  test(`not entitled: the party secretary of another grid reviews (${lang})`, async ({ phone }) => {
    const dong = await reader(phone, '董明德', lang);
    await judge(dong, lang);
    await teaches(dong.page, lang, 'NOT_ENTITLED', '1.7');
  });

  test(`too late: after the last day of the window (${lang})`, async ({ server, phone }) => {
    const li = await reader(phone, '李晨', lang);
    await li.goOffline();
    await server.stop();
    await server.laterBy(20); // 5 July: the window ended on the 3rd, the grace for late arrivals still runs
    await server.up();
    li.excuse(/status of 401/);
    await li.goOnline();
    await li.open('/app');
    await synced(li.page);
    await li.open(`/app/topics/${fitness.id}/sign`);
    await li.page.getByTestId('finish-sign').click();
    await teaches(li.page, lang, 'LATE', 'T07');
  });

  test(`recusal: the reviewer has an interest (${lang})`, async ({ phone }) => {
    const luo = await reader(phone, '罗文海', lang);
    await judge(luo, lang, { interest: true });
    await teaches(luo.page, lang, 'RECUSAL_REQUIRED', 'G-RECUSE');
  });
}

test('s57 quiet hours: after half past eight in the evening nobody is knocked up', async ({ server, phone }) => {
  const song = await reader(phone, '宋敏', 'zh');
  await daysLater(server, [song], 0.5); // 21:00
  await song.open('/app/round/b-03-05');
  await door(song.page, '1单元', '101').click();
  await song.page.getByTestId('outcome-no-answer').click();
  await teaches(song.page, 'zh', 'QUIET_HOURS', '6.1');
});

/** Somebody who reads the app in this language. */
async function reader(phone: (name: string) => Promise<Phone>, name: string, lang: Lang): Promise<Phone> {
  const one = await phone(name);
  await enter(one, name);
  if (lang === 'en') {
    await one.page.getByTestId('language').click();
    await expect(one.page.locator('html')).toHaveAttribute('lang', 'en');
  }
  return one;
}

/** Accepts T-0309 as far as the form goes. */
async function judge({ page, base }: Phone, lang: Lang, { interest = false } = {}): Promise<void> {
  await page.goto(`${base}/app/review/T-0309`);
  for (const no of [0, 1, 2]) await page.getByTestId(`criterion-${no}`).getByText(said[lang].yes, { exact: true }).click();
  await page.locator('input[name=decision]').first().check();
  if (interest) await page.locator('label.pick > input[type=checkbox]').last().check();
  await page.getByTestId('reason').fill('写得清楚。');
  await page.getByTestId('give-opinion').click();
}

/** The sentence, the clause with its number, the next step; and not one word of the other language around them. */
async function teaches(page: Page, lang: Lang, code: string, clause: string): Promise<void> {
  const refusal = page.getByTestId('refusal').first();
  await expect(refusal).toHaveAttribute('data-code', code);
  await expect(refusal).toBeVisible();
  await expect(refusal.getByTestId('clause')).toContainText(clause);
  for (const part of [refusal.locator('.why'), refusal.getByTestId('clause'), refusal.getByTestId('next-step')]) {
    const text = (await part.innerText()).trim();
    expect(text.length).toBeGreaterThan(8);
    expect(/[\u4e00-\u9fff]/.test(text), text).toBe(lang === 'zh');
  }
}
