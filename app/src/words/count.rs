//! Words: counting hands instead of names, one vote a household (一户一票), and the recount (复核).

words! {
    /// The labels of counting.
    CountWords:
    put_hands by_names by_hands hands_hint hands_save raise_hand one_a_door recount recount_hint recount_who recounting
}

/// Every label, in Chinese.
pub static ZH: CountWords = CountWords {
    put_hands: "付表决：举手计数",
    by_names: "改为点名",
    by_hands: "改为举手计数",
    hands_hint: "按反对、弃权、同意的次序请大家举手，只填人数，不记名字。",
    hands_save: "记下人数",
    raise_hand: "请举手表决，由记录人点人数。",
    one_a_door: "一户一票：先投的代表这一户。",
    recount: "要求复核计票",
    recount_hint: "下一项开始以前可以要求一次；第一次的票数留在记录里，以复核的结果为准。",
    recount_who: "谁要求复核",
    recounting: "正在复核计票，以这一次为准。",
};

/// Every label, in English.
pub static EN: CountWords = CountWords {
    put_hands: "Put the question: count hands",
    by_names: "By names instead",
    by_hands: "Count hands instead",
    hands_hint: "Ask for hands against, abstaining, for, in that order; enter numbers only, no names.",
    hands_save: "Enter the counts",
    raise_hand: "Raise your hand; the recorder counts.",
    one_a_door: "One vote a household: whoever votes first speaks for it.",
    recount: "Demand a recount",
    recount_hint: "Once, before the next item; the first count stays on record, the second decides.",
    recount_who: "Who demands it",
    recounting: "Counted again: this count decides.",
};
