//! Reading aloud with the device's own voice, and the short buzz of a saved signature.

use app::words::Lang;
use js_sys::Reflect;
use web_sys::{SpeechSynthesis, SpeechSynthesisUtterance};

/// Slower than the device's own pace: it is read to people of 68 in a stairwell.
const RATE: f32 = 0.9;

/// Reads `text`; false if the device has no voice.
pub fn speak(text: &str, lang: Lang) -> bool {
    let Some(voice) = synthesis() else { return false };
    let spoken = match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    };
    if voice.get_voices().length() == 0 {
        return false;
    }
    let Ok(utterance) = SpeechSynthesisUtterance::new_with_text(text) else { return false };
    utterance.set_lang(spoken);
    utterance.set_rate(RATE);
    voice.cancel();
    voice.speak(&utterance);
    true
}

/// Stops reading.
pub fn hush() {
    if let Some(voice) = synthesis() {
        voice.cancel();
    }
}

/// Lets the browser load its voices, so that the first wish finds them.
pub fn warm() {
    if let Some(voice) = synthesis() {
        voice.get_voices();
    }
}

/// A short buzz where the device has one.
pub fn buzz() {
    if let Some(window) = web_sys::window()
        && Reflect::has(&window.navigator(), &"vibrate".into()).unwrap_or(false)
    {
        window.navigator().vibrate_with_duration(30);
    }
}

fn synthesis() -> Option<SpeechSynthesis> {
    let window = web_sys::window()?;
    // Reading the property where there is none would throw.
    Reflect::get(&window, &"speechSynthesis".into()).ok().filter(|found| found.is_object())?;
    window.speech_synthesis().ok()
}
