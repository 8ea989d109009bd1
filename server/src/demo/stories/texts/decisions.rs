//! Server: texts of the topics that were decided, and what was written about them afterwards.

/// Minutes of a meeting that agreed.
pub(in crate::demo) const ADOPTED: &str = "提议人说明了做法和费用来源；到会人员问清时间和由谁负责后表决，通过。";
/// A first report.
pub(in crate::demo) const GOES_WELL: &str = "已经开工，进度正常。";

/// T-0301.
pub(in crate::demo) const GARDEN: [&str; 2] = [
    "把3号楼后的卫生死角改成小花园",
    "3号楼后的空地堆了多年的旧家具和建筑垃圾，夏天招蚊子。\n\
     提议：清走杂物，换15厘米种植土，种月季和麦冬，铺一条1米宽的小路；费用3200元，从公共收益里出，\
     人工由邻居自愿出；春节前完成，由楼组长编浇水表。\n\
     表决的问题：是否同意按这个办法把死角改成小花园。",
];
/// T-0301, the first session.
pub(in crate::demo) const GARDEN_FIRST: &str = "小花园一项，有人担心挡一楼采光、招虫，双方分歧较大，搁置，交下次会议审议表决。\
     路灯补装、晾晒区、拾便袋箱三项讨论后分别表决，均通过。";
/// T-0304.
pub(in crate::demo) const LAMPS: [&str; 2] = [
    "4号楼到6号楼补装路灯",
    "4号楼到6号楼之间80米没有路灯，台阶有7级，夜里摔过人。提议补装4盏太阳能路灯，费用2600元，从公共收益里出，今年11月底前装好。\n\
     表决的问题：是否同意补装4盏路灯。",
];
/// T-0305.
pub(in crate::demo) const DRYING: [&str; 2] = [
    "在2号楼南侧划出晾晒区",
    "天晴时消防通道里晾满被褥。提议在2号楼南侧空地划出晾晒区，立2块牌，通道内不再晾晒，由楼组长提醒；不花钱，10月底前完成。\n\
     表决的问题：是否同意划出晾晒区、通道内不再晾晒。",
];
/// T-0306.
pub(in crate::demo) const BAGS: [&str; 2] = [
    "装4个宠物粪便拾便袋箱",
    "草地和路边常有犬粪。提议在4处装拾便袋箱，袋子由共建单位赞助半年，由养犬居民轮流补袋，10月底前装好。\n\
     表决的问题：是否同意装4个拾便袋箱。",
];
/// T-0307.
pub(in crate::demo) const BENCH: [&str; 2] = [
    "楼院公共长椅",
    "院里只有2条长椅，老人接孩子、买菜回来没处歇脚。提议在6处各放一条带扶手的长椅，由共建单位木工班制作，\
     材料费1800元从公共收益里出，今年7月底前放好。\n表决的问题：是否同意放6条长椅。",
];
/// T-0601.
pub(in crate::demo) const LOCKERS: [&str; 2] = [
    "快递柜挪位置",
    "快递柜挡着8号楼单元门，担架出不来。提议挪到9号楼西侧，由快递公司移柜、物业接电，不向居民收费，5月底前完成。\n\
     表决的问题：是否同意把快递柜挪到9号楼西侧。",
];
/// T-0701.
pub(in crate::demo) const MURALS: [&str; 2] = [
    "旧院墙彩绘",
    "北侧三面旧院墙墙皮脱落。提议铲掉浮皮、刷底漆，由孩子和美术老师画海边老街，颜料由共建单位提供，6月15日前画完。\n\
     表决的问题：是否同意在三面旧院墙上彩绘。",
];
/// T-X03.
pub(in crate::demo) const CAR_PARK: [&str; 2] = [
    "广场改停车场",
    "停车难，提议把小广场东侧的绿地改成12个车位，铺植草砖，费用从公共收益里出，5月前完成。\n\
     表决的问题：是否同意把小广场东侧绿地改成车位。",
];
/// T-X03, the objection.
pub(in crate::demo) const GREEN_LAND: &str = "违反《城市绿化条例》：任何单位和个人都不得擅自改变城市绿化用地性质。";
/// T-X03, the ruling.
pub(in crate::demo) const GREEN_RULING: &str = "绿地性质不得由居民会议改变，决定予以撤销。";
/// T-0202.
pub(in crate::demo) const CORRIDORS: [&str; 2] = [
    "楼道杂物清理日",
    "楼道里堆着旧车、纸箱，消防检查两次没过。提议每月第一个周六为清理日，提前三天贴条，无主物品清走，\
     有主的请主人搬；由楼组长带队，不花钱，从7月开始。\n表决的问题：是否同意每月设一个清理日。",
];
/// T-0502.
pub(in crate::demo) const RAIN: [&str; 2] = [
    "改造三处落水管",
    "3处落水管直冲台阶，冬天结冰。提议由物业改三处落水管走向，费用4200元从公共收益里出，7月底前完成。\n\
     表决的问题：是否同意改造三处落水管。",
];
/// T-0403.
pub(in crate::demo) const LANE: [&str; 2] = [
    "院内道路收窄设步行道",
    "院内主路没有步行道，人车混行。提议路东侧收窄1.2米设步行道，少7个车位，费用从公共收益里出，今年9月底前完成。\n\
     表决的问题：是否同意收窄主路设步行道。",
];
/// T-0403, the minutes.
pub(in crate::demo) const LANE_MINUTES: &str = "涉及全社区共用的主路和车位，本网格定不了，表决提交社区共建议事会。";
/// T-0403, why the assembly decides.
pub(in crate::demo) const LANE_ASSEMBLY: &str = "主路由全社区居民共用，意见分歧仍大，提请居民代表会议决定。";
/// T-X01.
pub(in crate::demo) const WALL: [&str; 2] = [
    "两院之间的围墙开门",
    "第1网格和第3网格之间的围墙长70米，孩子上学要绕到大路上走400米。提议在12号楼旁开一道1.5米的人行门，\
     早6点开、晚10点关，两个网格各派一人管钥匙，费用3000元对半分。\n表决的问题：是否同意在两院围墙上开一道人行门。",
];
/// T-X01, the review.
pub(in crate::demo) const WALL_REASON: &str = "事情具体，涉及两个网格，按规则提交社区共建议事会协调。";
/// T-X01, on what the consent of grid 1 rests.
pub(in crate::demo) const WALL_CONSENT: &str = "第1网格自管会6月4日会议，9名委员8名同意";
/// Where the council meets.
pub(in crate::demo) const COUNCIL_ROOM: &str = "社区居委会二楼会议室";
/// T-0103.
pub(in crate::demo) const SHADE: [&str; 2] = [
    "儿童活动区加装遮阳棚",
    "儿童活动区上午十点到下午四点没有遮挡，夏天地垫烫手。提议在滑梯和沙坑上方装两顶可收的遮阳棚，\
     费用约6800元，从公共收益里出，今年7月底前装好，刮大风时由楼组长收起。\n\
     表决的问题：是否同意加装两顶遮阳棚。",
];
