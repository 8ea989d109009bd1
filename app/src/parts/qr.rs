//! Parts: a QR code as one path of an SVG.

use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write;

/// A QR code of the text with a quiet zone; nothing if the text is too long for one.
pub fn qr(text: &str, label: &'static str) -> impl IntoView + use<> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok();
    code.map(|code| {
        let size = code.size();
        let mut path = String::new();
        for y in 0..size {
            for x in 0..size {
                if code.get_module(x, y) {
                    // Writing to a String cannot fail.
                    let _ = write!(path, "M{} {}h1v1h-1z", x + 2, y + 2);
                }
            }
        }
        let side = size + 4;
        view! {
            <div class="qr">
                <svg viewBox=format!("0 0 {side} {side}") role="img" aria-label=label shape-rendering="crispEdges"><path d=path /></svg>
            </div>
        }
    })
}

/// A code in groups of four, as it is written down and read out.
pub fn code_groups(code: &str) -> impl IntoView + use<> {
    let letters: Vec<char> = code.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    view! { <p class="code" translate="no" data-testid="code">{groups.into_iter().map(|group| view! { <span>{group}</span> }).collect_view()}</p> }
}
