//! Parts: the title bar — name, large print, language. Buttons in the app, plain links in public.

use super::icon;
use super::live::{follow, tap};
use crate::{
    standing::{lang, standing, words},
    words::Lang,
};
use leptos::prelude::*;

/// The bar of private pages.
pub fn private_bar() -> impl IntoView {
    let w = words();
    let standing = standing();
    let other = lang().other();
    view! {
        <header class="bar">
            <a class="name" href="/app"><img class="mark" src="/icon.svg" alt="" width="28" height="28" />{w.app_name}</a>
            <button type="button" class="bar-tool" data-testid="elder"
                aria-pressed=follow(move || standing.elder.get().to_string())
                on:click=tap(move |_| standing.elder.update(|on| *on = !*on))>
                {icon("elder")}{w.elder}
            </button>
            <button type="button" class="bar-tool" data-testid="language" lang=other.tag()
                on:click=tap(move |_| standing.lang.set(other))>
                {w.language_name}
            </button>
        </header>
    }
}

/// The bar of public pages: the same page in another dress is a link away.
pub fn public_bar(path: &str, elder: bool) -> impl IntoView + use<> {
    let w = words();
    let lang = lang();
    let toggled = address(path, lang, !elder);
    let translated = address(path, lang.other(), elder);
    view! {
        <header class="bar">
            <a class="name" href=address("/", lang, elder)><img class="mark" src="/icon.svg" alt="" width="28" height="28" />{w.app_name}</a>
            <a class="bar-tool" href=toggled>{icon("elder")}{if elder { w.elder_on } else { w.elder }}</a>
            <a class="bar-tool" href=translated lang=lang.other().tag() hreflang=lang.other().tag()>{w.language_name}</a>
        </header>
    }
}

/// An address that keeps language and print size.
pub fn address(path: &str, lang: Lang, elder: bool) -> String {
    let mut query = Vec::new();
    if lang == Lang::En {
        query.push("lang=en");
    }
    if elder {
        query.push("elder=1");
    }
    if query.is_empty() { path.into() } else { format!("{path}?{}", query.join("&")) }
}
