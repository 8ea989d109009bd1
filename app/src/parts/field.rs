//! Parts: a day and a time of day as the fields of a form have them.

use super::live::heed;
use crate::standing::today;
use leptos::prelude::*;
use rulebook::Day;

/// A day to choose.
pub(crate) fn day_field(id: &'static str, label: &'static str, value: RwSignal<String>) -> AnyView {
    view! { <label class="field"><span>{label}</span><input id=id class="input" type="date" prop:value=value on:input=heed(move |e| value.set(event_target_value(&e))) /></label> }
        .into_any()
}

/// What is typed as a day; today where it is none.
pub(crate) fn typed_day(value: RwSignal<String>) -> Day {
    Day::parse(&value.get_untracked()).unwrap_or_else(today)
}

/// `18:00` as minutes of the day.
pub(crate) fn minutes_of_day(time: &str) -> Option<u16> {
    let (hour, minute) = time.split_once(':')?;
    hour.parse::<u16>().ok()?.checked_mul(60)?.checked_add(minute.parse().ok()?)
}
