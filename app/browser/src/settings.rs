//! Small choices that may be lost without harm: language, elder mode, and whose turn it is on this phone.

use app::words::Lang;
use web_sys::{Element, Storage};

const LANG: &str = "chengge.lang";
const ELDER: &str = "chengge.elder";
const DEVICE: &str = "chengge.device";

/// The chosen language, else the browser's.
pub fn lang() -> Lang {
    match read(LANG).as_deref() {
        Some("en") => Lang::En,
        Some(_) => Lang::Zh,
        None => {
            let spoken = web_sys::window().and_then(|window| window.navigator().language()).unwrap_or_default();
            if spoken.is_empty() || spoken.starts_with("zh") { Lang::Zh } else { Lang::En }
        }
    }
}

/// Remembers the language and says it on `<html>`, for screen readers and fonts.
pub fn set_lang(lang: Lang, chosen: bool) {
    let (short, full) = match lang {
        Lang::Zh => ("zh", "zh-CN"),
        Lang::En => ("en", "en"),
    };
    if chosen {
        write(LANG, short);
    }
    if let Some(html) = html() {
        let _ = html.set_attribute("lang", full);
    }
}

/// Whether elder mode was chosen.
pub fn elder() -> bool {
    read(ELDER).as_deref() == Some("1")
}

/// Remembers elder mode and says it on `<html>`.
pub fn set_elder(on: bool) {
    write(ELDER, if on { "1" } else { "0" });
    if let Some(html) = html() {
        let _ = if on { html.set_attribute("data-elder", "") } else { html.remove_attribute("data-elder") };
    }
}

/// The device used last on this phone.
pub fn device() -> Option<String> {
    read(DEVICE)
}

/// Remembers whose turn it is.
pub fn set_device(device: &str) {
    write(DEVICE, device);
}

fn html() -> Option<Element> {
    web_sys::window()?.document()?.document_element()
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

fn read(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

fn write(key: &str, value: &str) {
    if let Some(storage) = storage() {
        // Full or forbidden: the choice holds until the page closes.
        let _ = storage.set_item(key, value);
    }
}
