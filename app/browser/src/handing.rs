//! A file that somebody chose on a page goes up, signed by this device. It is read once, whole, so that what is signed is
//! what is sent; nothing of it stays here.

use std::rc::Rc;

use app::ports::Handed;
use js_sys::{ArrayBuffer, Uint8Array};
use rulebook::roster::wire::media_type;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, HtmlInputElement};

use crate::door::Trouble;
use crate::handset::{Handset, log};

/// The file that was chosen in a field.
pub fn chosen(field: &str) -> Option<File> {
    found(field)?.files()?.get(0)
}

/// Forgets the choice: a browser does not say that the same file was chosen again.
pub fn unchoose(field: &str) {
    if let Some(field) = found(field) {
        field.set_value("");
    }
}

fn found(field: &str) -> Option<HtmlInputElement> {
    web_sys::window()?.document()?.get_element_by_id(field)?.dyn_into().ok()
}

/// Hands it in.
pub async fn hand_in(handset: &Rc<Handset>, field: &str, path: &str) -> Handed {
    let Some(session) = handset.session() else { return Handed::NeedsNetwork };
    let Some(file) = read(field).await else { return Handed::NoFile };
    match session.door.hand_in(&session.keys, path, kind(&file), &file).await {
        Ok(text) => Handed::Answer(text),
        Err(Trouble::Denied(note)) => Handed::Refused(note),
        Err(Trouble::Busy(_)) => Handed::Busy,
        Err(Trouble::TooLarge) => Handed::TooBig,
        Err(Trouble::NoConnection(why) | Trouble::NoKey(why)) => {
            log(&format!("a file was not handed in: {why}"));
            Handed::NeedsNetwork
        }
    }
}

/// The file may have been moved or changed since it was chosen: then the browser does not read it.
async fn read(field: &str) -> Option<ArrayBuffer> {
    JsFuture::from(chosen(field)?.array_buffer()).await.ok()?.dyn_into().ok()
}

fn kind(file: &ArrayBuffer) -> &'static str {
    media_type(&Uint8Array::new_with_byte_offset_and_length(file, 0, file.byte_length().min(4)).to_vec())
}
