//! Server: names and phone numbers of the demo, all invented. `120` opens no mobile number.

use std::sync::LazyLock;

/// 50 surnames.
pub(super) const SURNAMES: &str = "张 刘 陈 杨 赵 黄 周 吴 徐 孙 马 朱 胡 郭 何 高 林 罗 郑 梁 \
    谢 唐 许 韩 冯 邓 曹 彭 曾 肖 田 董 袁 潘 于 蒋 蔡 余 杜 叶 程 苏 魏 吕 丁 任 沈 姚 卢 姜";

/// 200 given names.
pub(super) const GIVEN: &str = "建国 淑珍 志强 桂英 玉梅 文博 海燕 晓东 立群 春华 秋实 雪梅 振华 丽娟 永福 德胜 美玲 国庆 玉兰 凤霞 \
    学军 爱华 金凤 少华 佳宁 思远 雨桐 浩然 子轩 欣怡 梓涵 宇航 若曦 俊杰 诗涵 嘉豪 梦瑶 天佑 静怡 博文 \
    雅琴 世昌 兴旺 长河 明远 振宇 慧敏 兰芝 桂芳 秀英 玉珍 素芬 翠兰 红梅 雪芹 月娥 春梅 冬梅 彩霞 云霞 \
    丽华 丽萍 艳红 艳玲 小红 小燕 海波 海涛 洪波 洪亮 江涛 志刚 志明 志远 志勇 建军 建华 建平 建设 国强 \
    国平 国华 卫东 卫国 卫红 向东 向阳 东升 旭东 晓明 晓光 晓燕 晓红 晓梅 晓峰 晓宇 文静 文涛 文斌 文杰 \
    文华 学文 学武 学礼 学勤 广平 广义 广才 广林 守信 守义 守业 守诚 传福 传海 传玉 传芳 瑞芳 瑞祥 瑞雪 \
    瑞林 福生 福林 福海 福安 庆丰 庆云 庆祥 庆华 树林 树森 树人 树华 松涛 松林 柏林 柏青 清泉 清华 清源 \
    清波 润泽 润生 泽民 泽宇 泽洋 一鸣 一帆 一诺 一丹 心怡 心悦 可欣 可馨 语嫣 语晨 雨菲 雨涵 雨欣 雨辰 \
    子墨 子豪 子琪 子晴 佳怡 佳慧 佳琪 佳明 思琪 思雨 思源 思成 婉清 婉婷 婷婷 莉莉 莹莹 倩倩 娜娜 磊 \
    鑫 淼 森 伟 刚 勇 军 杰 涛 斌 浩 春生 秋月 冬青 夏荷 望舒 怀瑾 知秋 明哲 景行";

/// A full name by three numbers: the family, the person, the grid.
pub(super) fn name(family: usize, person: usize, grid: usize) -> String {
    let surname = nth(&SURNAME_LIST, family * 7 + grid * 3);
    let given = nth(&GIVEN_LIST, family * 13 + person * 71 + grid * 29);
    format!("{surname}{given}")
}

/// A name with the surname of a head whose own name is given.
pub(super) fn kin(head: &str, family: usize, person: usize, grid: usize) -> String {
    let drawn = name(family, person, grid);
    head.chars().take(1).chain(drawn.chars().skip(1)).collect()
}

/// `120` and eight digits.
pub(super) fn phone(serial: usize) -> String {
    format!("120{serial:08}")
}

static SURNAME_LIST: LazyLock<Vec<&str>> = LazyLock::new(|| SURNAMES.split_whitespace().collect());
static GIVEN_LIST: LazyLock<Vec<&str>> = LazyLock::new(|| GIVEN.split_whitespace().collect());

fn nth(list: &[&'static str], index: usize) -> &'static str {
    list.get(index % list.len().max(1)).copied().unwrap_or_default()
}
