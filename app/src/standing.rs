//! App: how things stand for the page that is being drawn: reader, clock, and what is known here.
//! Call these while a component is built; event handlers keep what they were given.

use crate::{
    ports::{Known, Me, Standing},
    words::{
        Lang, Words,
        council::CouncilWords,
        decision::DecisionWords,
        election::{ElectionWords, RecallWords},
        hearing::HearingWords,
        mediation::MediationWords,
        meeting::MeetingWords,
        roster::RosterWords,
        seats::SeatWords,
        service::ServiceWords,
    },
};
use leptos::prelude::*;
use rulebook::{Community, Day, Millis, Viewer, ids::PersonId};
use std::{any::Any, marker::PhantomData, sync::Arc};

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

/// The labels of meetings in the reader's language.
pub fn meeting_words() -> &'static MeetingWords {
    lang().meeting()
}

/// The labels of the council in the reader's language.
pub fn council_words() -> &'static CouncilWords {
    lang().council()
}

/// The labels of mediations in the reader's language.
pub fn mediation_words() -> &'static MediationWords {
    lang().mediation()
}

/// The labels of decisions in the reader's language.
pub fn decision_words() -> &'static DecisionWords {
    lang().decision()
}

/// The labels of opinions and hearings in the reader's language.
pub fn hearing_words() -> &'static HearingWords {
    lang().hearing()
}

/// The labels of elections in the reader's language.
pub fn election_words() -> &'static ElectionWords {
    lang().election()
}

/// The labels of recalls and by-elections in the reader's language.
pub fn recall_words() -> &'static RecallWords {
    lang().recall()
}

/// The labels of the seats of a hearing in the reader's language.
pub fn seat_words() -> &'static SeatWords {
    lang().seats()
}

/// The labels of a roster's page in the reader's language.
pub fn roster_words() -> &'static RosterWords {
    lang().roster()
}

/// The labels of service items in the reader's language.
pub fn service_words() -> &'static ServiceWords {
    lang().service()
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

/// Something worked out from what is known, kept up to date. All of them share one kind of memo, so
/// that each new page costs the phone little code.
pub struct Seen<T> {
    memo: Memo<Shared>,
    of: PhantomData<fn() -> T>,
}

/// A value of any kind that can be compared with another of its kind.
trait Same: Any + Send + Sync {
    fn same(&self, other: &dyn Any) -> bool;
    fn as_any(&self) -> &dyn Any;
}

impl<T: PartialEq + Send + Sync + 'static> Same for T {
    fn same(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<T>().is_some_and(|other| self == other)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[derive(Clone)]
struct Shared(Arc<dyn Same>);

impl PartialEq for Shared {
    fn eq(&self, other: &Shared) -> bool {
        self.0.same((*other.0).as_any())
    }
}

impl<T> Clone for Seen<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Seen<T> {}

impl<T: Clone + Default + 'static> Seen<T> {
    /// Looks at it; whoever looks is told when it changes.
    pub fn with<U>(&self, look: impl FnOnce(&T) -> U) -> U {
        Self::open(&self.memo.get(), look)
    }

    /// Looks at it once.
    pub fn with_untracked<U>(&self, look: impl FnOnce(&T) -> U) -> U {
        Self::open(&self.memo.get_untracked(), look)
    }

    /// A copy, kept up to date.
    pub fn get(&self) -> T {
        self.with(T::clone)
    }

    /// A copy of this moment.
    pub fn get_untracked(&self) -> T {
        self.with_untracked(T::clone)
    }

    fn open<U>(shared: &Shared, look: impl FnOnce(&T) -> U) -> U {
        match (*shared.0).as_any().downcast_ref::<T>() {
            Some(value) => look(value),
            // Never: the memo was made for a `T`.
            None => look(&T::default()),
        }
    }
}

type Recipe = Box<dyn Fn(&Community) -> Shared + Send + Sync>;
type MyRecipe = Box<dyn Fn(&Community, Option<&PersonId>, Day) -> Shared + Send + Sync>;

/// Something worked out from what is known, again whenever that changes.
pub fn known<T: PartialEq + Send + Sync + 'static>(of: impl Fn(&Community) -> T + Send + Sync + 'static) -> Seen<T> {
    Seen { memo: cook(Box::new(move |community| Shared(Arc::new(of(community))))), of: PhantomData }
}

/// Something worked out from what is known and who looks, again whenever either changes.
pub fn known_to_me<T: PartialEq + Send + Sync + Default + 'static>(
    of: impl Fn(&Community, &PersonId, Day) -> T + Send + Sync + 'static,
) -> Seen<T> {
    let recipe: MyRecipe =
        Box::new(move |community, me, day| Shared(Arc::new(me.map_or_else(T::default, |me| of(community, me, day)))));
    Seen { memo: cook_for_me(recipe), of: PhantomData }
}

fn cook(recipe: Recipe) -> Memo<Shared> {
    let held: Known = expect_context();
    Memo::new(move |_| held.0.with(|holding| recipe(holding.community())))
}

fn cook_for_me(recipe: MyRecipe) -> Memo<Shared> {
    let held: Known = expect_context();
    let Standing { me, now, .. } = standing();
    let day = Memo::new(move |_| now.get().day());
    Memo::new(move |_| {
        let me = me.get();
        held.0.with(|holding| recipe(holding.community(), me.as_ref().map(|me| &me.person), day.get()))
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
    /// 工作站: service items lie before it.
    pub station: bool,
    /// Hands out enrolment codes.
    pub enrols: bool,
    /// Has something to do before the community council: sits there, heads a grid's committee, or is of the residents' one.
    pub council: bool,
}

/// My posts today.
pub fn my_posts() -> Seen<Posts> {
    known_to_me(|community, me, day| {
        let viewer = Viewer::of(community, me, day);
        Posts {
            walks: !viewer.serves.is_empty(),
            reviews: !viewer.reviews.is_empty() || viewer.community_party,
            community_party: viewer.community_party,
            station: viewer.station,
            enrols: viewer.admin || !viewer.serves.is_empty(),
            council: community
                .posts(me, day)
                .any(|o| o.role.sits_on_council() || o.role.is_rc() || o.role.heads_committee()),
        }
    })
}
