//! Pages: 议事规则 — the clauses the rulebook applies, and the charter in force with its numbers.

use crate::{
    parts::page::head,
    standing::{known, lang, words},
    words::{clause, say},
};
use leptos::prelude::*;
use rulebook::charter::Charter;

/// Clauses first, numbers after them.
pub fn rules() -> impl IntoView {
    let w = words();
    let lang = lang();
    let charter = known(|community| community.charter().cloned()).get_untracked();
    let one = |clause: clause::Clause| {
        view! {
            <section class="card clause" id=clause.id>
                <h2>{clause.name}" "<span class="quiet">{clause.id}</span></h2>
                <blockquote>{clause.text}</blockquote>
                <p class="quiet">{if clause.from_paper { w.from_paper } else { w.from_charter }}</p>
            </section>
        }
    };
    view! {
        {head(None, w.rules_title)}
        <p>{w.rules_body}</p>
        {clause::all(lang).map(one).collect_view()}
        {charter.map(|charter| parameters(&charter))}
    }
}

fn parameters(charter: &Charter) -> impl IntoView + use<> {
    let w = words();
    let version = say::charter_version(lang(), charter.version, charter.adopted_on);
    let keys = serde_json::to_value(&charter.keys).ok();
    let rows = keys.as_ref().and_then(|value| value.as_object()).map(|map| {
        let row = |(key, value): (&String, &serde_json::Value)| {
            let value = value.as_str().map_or_else(|| value.to_string(), Into::into);
            view! { <tr><th scope="row"><code>{key.clone()}</code></th><td>{value}</td></tr> }
        };
        map.iter().map(row).collect_view()
    });
    view! {
        <section class="card"><h2>{w.rules_keys}</h2><p class="quiet">{version}" · "{charter.file.clone()}</p>
            <table><thead><tr><th scope="col">{w.rules_key}</th><th scope="col">{w.rules_value}</th></tr></thead><tbody>{rows}</tbody></table></section>
    }
}
