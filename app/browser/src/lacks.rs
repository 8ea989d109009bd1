//! What this browser cannot do, found by asking it, and the wish that it keep what it stores.

use app::ports::Lack;
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Navigator, Window};

use crate::locks;

/// Messengers and news apps whose built-in browser forgets when it pleases.
const PASSING: [&str; 7] = ["MicroMessenger", "QQ/", "Weibo", "DingTalk", "AlipayClient", "FBAN", "Instagram"];

/// Everything that is missing; `storage_works` says whether the outbox could be opened.
pub fn found(storage_works: bool) -> Vec<Lack> {
    let Some(window) = web_sys::window() else { return vec![Lack::Storage] };
    let navigator = window.navigator();
    let agent = navigator.user_agent().unwrap_or_default();
    let mut lacks = Vec::new();
    if !storage_works || PASSING.iter().any(|name| agent.contains(name)) {
        lacks.push(Lack::Storage);
    }
    if !has(&navigator, "serviceWorker") {
        lacks.push(Lack::Offline);
    }
    if !locks::are_there() {
        lacks.push(Lack::Locks);
    }
    if is_ios(&navigator, &agent) && !is_installed(&window) {
        lacks.push(Lack::NotInstalled);
    }
    lacks
}

/// Whether what is stored here may vanish, so that this phone must not hold the only copy of anything.
pub fn may_vanish(lacks: &[Lack]) -> bool {
    lacks.iter().any(|lack| matches!(lack, Lack::Storage | Lack::NotInstalled))
}

/// Asks the browser not to clear this site under pressure. Some say yes only once the app is installed.
pub fn ask_to_stay() {
    let Some(window) = web_sys::window().filter(|w| has(&w.navigator(), "storage")) else { return };
    if let Ok(asked) = window.navigator().storage().persist() {
        spawn_local(async move {
            // A no is no error: the strip shows what is not delivered either way.
            let _ = JsFuture::from(asked).await;
        });
    }
}

fn is_ios(navigator: &Navigator, agent: &str) -> bool {
    let phone = ["iPhone", "iPad", "iPod"].iter().any(|name| agent.contains(name));
    // iPads call themselves Macs, but no Mac has a touch screen.
    phone || (agent.contains("Macintosh") && number(navigator, "maxTouchPoints") > 1.0)
}

fn is_installed(window: &Window) -> bool {
    let standalone = Reflect::get(&window.navigator(), &"standalone".into()).is_ok_and(|v| v.is_truthy());
    standalone || window.match_media("(display-mode: standalone)").ok().flatten().is_some_and(|media| media.matches())
}

fn has(navigator: &Navigator, what: &str) -> bool {
    let navigator: &JsValue = navigator.unchecked_ref();
    Reflect::get(navigator, &what.into()).is_ok_and(|value| value.is_object())
}

fn number(navigator: &Navigator, what: &str) -> f64 {
    Reflect::get(navigator, &what.into()).ok().and_then(|value| value.as_f64()).unwrap_or(0.0)
}
