//! Parts: what moves on a page, behind one pointer each. Every distinct closure type would bring its
//! own copy of the drawing code to the phone; boxed, they all share one.

use leptos::{
    ev::{Event, MouseEvent},
    prelude::*,
};

/// A part that draws itself anew whenever a signal it reads changes.
pub fn live<V: IntoView + 'static>(draw: impl Fn() -> V + Send + 'static) -> Box<dyn FnMut() -> AnyView + Send> {
    Box::new(move || draw().into_any())
}

/// The value of an attribute that follows signals.
pub fn follow<T: 'static>(value: impl Fn() -> T + Send + Sync + 'static) -> Box<dyn Fn() -> T + Send + Sync> {
    Box::new(value)
}

/// What a press does.
pub fn tap(deed: impl FnMut(MouseEvent) + 'static) -> Box<dyn FnMut(MouseEvent)> {
    Box::new(deed)
}

/// What a field does with what was typed or chosen.
pub fn heed(deed: impl FnMut(Event) + 'static) -> Box<dyn FnMut(Event)> {
    Box::new(deed)
}
