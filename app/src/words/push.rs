//! Words: being called. What the switch under 我的 says, and what stands on a locked screen: that there is news, never of
//! what or whom.

use super::Lang;
use crate::words::when;
use serde_json::json;

words! {
    /// The labels of being called.
    PushWords:
    switch unable denied own from until
    call_progress call_waits call_several call_news
}

/// In Chinese.
pub const ZH: PushWords = PushWords {
    switch: "有进展、有事等我办，发通知告诉我",
    unable: "这个浏览器收不到推送通知。打开首页，照样看得到。",
    denied: "手机不让本应用发通知。要收，请先在手机设置里允许。",
    own: "这段时间也不要通知我",
    from: "从",
    until: "到",
    call_progress: "您提的或联名的一件事有新进展，点开看看。",
    call_waits: "有一件事等您办，点开看看。",
    call_several: "有 {n} 件事有新情况，点开看看。",
    call_news: "有新情况，点开看看。",
};

/// In English.
pub const EN: PushWords = PushWords {
    switch: "Send me a notification when these move on or something waits for me",
    unable: "This browser gets no push messages. The first page tells you all the same.",
    denied: "The phone does not let this app notify you. Allow it in the phone's settings first.",
    own: "Do not notify me at this time either",
    from: "From",
    until: "Until",
    call_progress: "A matter you raised or signed has moved on. Tap to see.",
    call_waits: "A matter waits for you. Tap to see.",
    call_several: "There is news of {n} matters. Tap to see.",
    call_news: "There is news. Tap to see.",
};

/// When nobody is called, by the charter.
pub fn quiet(lang: Lang, (from, until): (u16, u16)) -> String {
    let (from, until) = (when::minute(from), when::minute(until));
    match lang {
        Lang::Zh => format!("{from}–{until} 不发，过后合成一条告诉您。通知里不写是什么事、是谁。"),
        Lang::En => format!(
            "None between {from} and {until}; what came up then is told in one afterwards. A notification never says what or who."
        ),
    }
}

/// Everything that the service worker says, by language and kind, as JSON.
pub fn for_worker() -> String {
    let of = |lang: Lang| {
        let w = lang.push();
        json!({ "title": lang.words().app_name, "progress": w.call_progress, "waits": w.call_waits,
            "several": w.call_several, "news": w.call_news })
    };
    json!({ "zh": of(Lang::Zh), "en": of(Lang::En) }).to_string()
}
