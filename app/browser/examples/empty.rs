//! Browser: the smallest page that Leptos can make, one name as a heading. `make bench` starts it beside the whole app:
//! what the whole app takes more is ours, the rest is the browser's and the framework's.

use leptos::prelude::*;

fn main() {
    leptos::mount::mount_to_body(|| view! { <h1>"宋敏"</h1> });
}
