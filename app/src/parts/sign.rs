//! Parts: the glass to sign on. Strokes are vectors in CSS pixels; no picture is ever made.

use super::icon;
use crate::standing::words;
use leptos::{ev::PointerEvent, prelude::*, svg};

/// Points of all strokes together; more than enough for a name, and an act stays small.
const MOST_POINTS: usize = 2_400;
/// A point nearer than this (pixels, either way) adds nothing to the line.
const LEAST_STEP: i32 = 2;

/// One line of ink: points in pixels from the top left.
pub type Stroke = Vec<(i32, i32)>;

/// What was written, as the act carries it: `x,y x,y;x,y`, points by spaces, strokes by semicolons.
pub fn as_text(strokes: &[Stroke]) -> String {
    let point = |(x, y): &(i32, i32)| format!("{x},{y}");
    let line = |stroke: &Stroke| stroke.iter().map(point).collect::<Vec<_>>().join(" ");
    strokes.iter().map(line).collect::<Vec<_>>().join(";")
}

/// Whether there is enough ink to be a signature and not a slip of the finger.
pub fn is_signed(strokes: &[Stroke]) -> bool {
    strokes.iter().map(Vec::len).sum::<usize>() >= 8
}

fn add(strokes: &mut [Stroke], at: (i32, i32)) {
    let full = strokes.iter().map(Vec::len).sum::<usize>() >= MOST_POINTS;
    let Some(line) = strokes.last_mut() else { return };
    let near = line.last().is_some_and(|last| (last.0 - at.0).abs() < LEAST_STEP && (last.1 - at.1).abs() < LEAST_STEP);
    if !near && !full {
        line.push(at);
    }
}

/// The area to sign on; ink follows finger, pen or mouse.
#[component]
pub fn SignPad(
    /// The ink so far.
    strokes: RwSignal<Vec<Stroke>>,
) -> impl IntoView {
    let w = words();
    let glass = NodeRef::<svg::Svg>::new();
    let drawing = RwSignal::new(false);
    let down = move |event: PointerEvent| {
        event.prevent_default();
        if let Some(glass) = glass.get_untracked() {
            // Without capture the line merely ends at the edge.
            let _ = glass.set_pointer_capture(event.pointer_id());
        }
        drawing.set(true);
        strokes.update(|all| all.push(vec![(event.offset_x(), event.offset_y())]));
    };
    let moved = move |event: PointerEvent| {
        if drawing.get_untracked() {
            strokes.update(|all| add(all, (event.offset_x(), event.offset_y())));
        }
    };
    let up = move |_: PointerEvent| drawing.set(false);
    let line = |stroke: &Stroke| view! { <polyline points=as_text(std::slice::from_ref(stroke)) /> };
    view! {
        <div class="pad" data-testid="pad">
            {move || strokes.with(Vec::is_empty).then(|| view! { <span class="pad-hint" aria-hidden="true">{w.sign_here}</span> })}
            <svg node_ref=glass role="img" aria-label=w.sign_here
                on:pointerdown=down on:pointermove=moved on:pointerup=up on:pointercancel=up>
                {move || strokes.with(|all| all.iter().map(line).collect_view())}
            </svg>
        </div>
        <div class="line">
            <button type="button" class="button button-quiet" on:click=move |_| strokes.set(Vec::new())
                disabled=move || strokes.with(Vec::is_empty)>{icon("undo")}{w.sign_again}</button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strokes_are_written_as_the_rulebook_says() {
        assert_eq!(as_text(&[vec![(1, 2), (3, 4)], vec![(5, 6)]]), "1,2 3,4;5,6");
    }

    #[test]
    fn ink_is_bounded_and_a_resting_finger_adds_nothing() {
        let mut strokes = vec![vec![(0, 0)]];
        add(&mut strokes, (1, 1));
        assert_eq!(strokes[0].len(), 1);
        for step in 0..5_000 {
            add(&mut strokes, (step * 3, 7));
        }
        assert!(strokes[0].len() <= MOST_POINTS);
        assert!(as_text(&strokes).len() < 28_000, "fits one act");
    }

    #[test]
    fn a_single_touch_is_no_signature() {
        assert!(!is_signed(&[vec![(1, 1)]]));
    }
}
