//! App: how things stand for the page that is being drawn: reader, clock, and what is known here.
//! Call these while a component is built; event handlers keep what they were given.

use crate::{
    ports::{Known, Me, Standing},
    words::{Lang, Words},
};
use leptos::prelude::*;
use rulebook::{Community, Day, Millis, Viewer, ids::PersonId};

/// How things stand.
pub fn standing() -> Standing {
    expect_context()
}

/// The reader's language while this part is built; [`in_lang`] builds it anew when it changes.
pub fn lang() -> Lang {
    standing().lang.get_untracked()
}

/// The labels in the reader's language.
pub fn words() -> &'static Words {
    lang().words()
}

/// Draws a part, and draws it again in the other language when the reader switches.
pub fn in_lang<V: IntoView + 'static>(draw: impl Fn() -> V + Send + 'static) -> impl IntoView {
    let lang = standing().lang;
    move || {
        lang.track();
        untrack(&draw).into_any()
    }
}

/// The best guess of the server's clock, as of now.
pub fn now() -> Millis {
    standing().now.get_untracked()
}

/// Today in Shanghai.
pub fn today() -> Day {
    now().day()
}

/// Who I am on this device.
pub fn me() -> Option<Me> {
    standing().me.get_untracked()
}

/// My id.
pub fn my_id() -> Option<PersonId> {
    me().map(|me| me.person)
}

/// Something worked out from what is known, again whenever that changes.
pub fn known<T: PartialEq + Send + Sync + 'static>(of: impl Fn(&Community) -> T + Send + Sync + 'static) -> Memo<T> {
    let held: Known = expect_context();
    Memo::new(move |_| held.0.with(|holding| of(holding.community())))
}

/// Something worked out from what is known and who looks, again whenever either changes.
pub fn known_to_me<T: PartialEq + Send + Sync + Default + 'static>(
    of: impl Fn(&Community, &PersonId, Day) -> T + Send + Sync + 'static,
) -> Memo<T> {
    let held: Known = expect_context();
    let Standing { me, now, .. } = standing();
    let day = Memo::new(move |_| now.get().day());
    Memo::new(move |_| match me.get() {
        Some(me) => held.0.with(|holding| of(holding.community(), &me.person, day.get())),
        None => T::default(),
    })
}

/// Something worked out once from what is known.
pub fn peek<T>(of: impl FnOnce(&Community) -> T) -> T {
    let held: Known = expect_context();
    held.0.with_untracked(|holding| of(holding.community()))
}

/// What I may do by my posts: decides which tabs and buttons are shown, never what is allowed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Posts {
    /// Goes on rounds.
    pub walks: bool,
    /// Reviews topics, in a grid or for the community party committee.
    pub reviews: bool,
    /// Community party committee.
    pub community_party: bool,
    /// Hands out enrolment codes.
    pub enrols: bool,
}

/// My posts today.
pub fn my_posts() -> Memo<Posts> {
    known_to_me(|community, me, day| {
        let viewer = Viewer::of(community, me, day);
        Posts {
            walks: !viewer.serves.is_empty(),
            reviews: !viewer.reviews.is_empty() || viewer.community_party,
            community_party: viewer.community_party,
            enrols: viewer.admin || !viewer.serves.is_empty(),
        }
    })
}
