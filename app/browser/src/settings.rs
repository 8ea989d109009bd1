//! Small choices that may be lost without harm: language, elder mode, and whose turn it is on this phone.

use app::words::Lang;
use web_sys::Storage;

const LANG: &str = "chengge.lang";
const ELDER: &str = "chengge.elder";
const DEVICE: &str = "chengge.device";
const PUSH: &str = "chengge.push";
const NO_PUSH: &str = "chengge.push-off";

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

/// Whose device may be called on this phone, and their own quiet hours.
pub fn push() -> Option<(String, Option<(u16, u16)>)> {
    let text = read(PUSH)?;
    let mut words = text.split(' ');
    let device = words.next().filter(|device| !device.is_empty())?;
    let mut minute = || words.next()?.parse().ok();
    Some((device.to_owned(), minute().zip(minute())))
}

/// Remembers it; none lets go of it.
pub fn set_push(push: Option<(&str, Option<(u16, u16)>)>) {
    let hours = |(from, until): (u16, u16)| format!(" {from} {until}");
    let text = push.map(|(device, quiet)| format!("{device}{}", quiet.map(hours).unwrap_or_default()));
    write(PUSH, &text.unwrap_or_default());
}

/// The device of which the server has not heard yet that it may no longer be called.
pub fn no_push() -> Option<String> {
    read(NO_PUSH).filter(|device| !device.is_empty())
}

/// Remembers it, until the server has heard.
pub fn set_no_push(device: Option<&str>) {
    write(NO_PUSH, device.unwrap_or_default());
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
