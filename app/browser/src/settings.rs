//! Small choices that may be lost without harm: language, elder mode, and whose turn it is on this phone.

use app::words::Lang;
use web_sys::Storage;

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

/// Remembers the language.
pub fn set_lang(lang: Lang) {
    write(LANG, if lang == Lang::En { "en" } else { "zh" });
}

/// Whether elder mode was chosen.
pub fn elder() -> bool {
    read(ELDER).as_deref() == Some("1")
}

/// Remembers elder mode.
pub fn set_elder(on: bool) {
    write(ELDER, if on { "1" } else { "0" });
}

/// The device used last on this phone.
pub fn device() -> Option<String> {
    read(DEVICE)
}

/// Remembers whose turn it is.
pub fn set_device(device: &str) {
    write(DEVICE, device);
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
