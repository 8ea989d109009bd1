//! App: handing over what somebody did. A page says what and what comes after; how it went is one
//! value that the page shows.

use crate::ports::{Deed, Outcome, Phone, use_phone};
use leptos::{prelude::*, reactive::owner::WeakOwner};
use rulebook::{Intent, hash::Opening, sync::Note};
use std::{collections::VecDeque, sync::Arc};

/// How the newest deed of this page goes.
/// `Idle → Saving → Done | Refused | NeedsNetwork | NotStored`; every new deed starts again.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Doing {
    /// Nothing yet.
    #[default]
    Idle,
    /// Being decided, signed, stored.
    Saving,
    /// Durable here, waiting for the server.
    Saved,
    /// In the ledger.
    Accepted,
    /// The law says no; nothing was stored.
    Refused(Note),
    /// Online only, and there is no network; nothing was stored.
    NeedsNetwork,
    /// The device could not store it; the form stays.
    NotStored,
}

/// Hands deeds over for one page.
#[derive(Clone, Copy)]
pub struct Acting {
    /// How the newest goes.
    pub doing: RwSignal<Doing>,
    phone: StoredValue<Option<Arc<dyn Phone>>>,
    page: StoredValue<Option<WeakOwner>>,
    queue: StoredValue<Line>,
}

/// Deeds that wait for the one that is being kept, and the first thing that went wrong among those before.
#[derive(Default)]
struct Line {
    deeds: VecDeque<Deed>,
    wrong: Option<Doing>,
}

/// Deeds of this page; on the server they go nowhere.
pub fn use_acting() -> Acting {
    let page = Owner::current().map(|page| page.downgrade());
    Acting {
        doing: RwSignal::new(Doing::Idle),
        phone: StoredValue::new(use_phone()),
        page: StoredValue::new(page),
        queue: StoredValue::new(Line::default()),
    }
}

/// A deed with nothing beside it.
pub fn plain(intent: Intent) -> Deed {
    Deed { intent, openings: Vec::new(), slip: None, draft: None }
}

/// A deed with values beside it.
pub fn sealed(intent: Intent, openings: Vec<Opening>) -> Deed {
    Deed { intent, openings, slip: None, draft: None }
}

impl Acting {
    /// The device behind this page.
    pub fn phone(&self) -> Option<Arc<dyn Phone>> {
        self.phone.get_value()
    }

    /// Something is under way.
    pub fn is_busy(&self) -> bool {
        self.doing.get() == Doing::Saving
    }

    /// Hands a deed over; `then` runs once it is kept.
    pub fn act(&self, deed: Deed, then: impl Fn() + Send + Sync + 'static) {
        self.hand_over(deed, Box::new(then));
    }

    /// Hands a deed over after those that are still being kept: whoever notes twenty raised hands taps faster than
    /// a phone writes, and no tap may be lost. A refusal is shown and stops nothing behind it.
    pub fn line_up(&self, deed: Deed) {
        if self.doing.get_untracked() == Doing::Saving {
            self.queue.update_value(|queue| queue.deeds.push_back(deed));
            return;
        }
        self.hand_over(deed, Box::new(|| ()));
    }

    /// One copy for all pages: what comes after is behind a pointer.
    fn hand_over(&self, deed: Deed, then: Box<dyn Fn() + Send + Sync>) {
        let Some(phone) = self.phone() else { return };
        let (acting, doing) = (*self, self.doing);
        if doing.get_untracked() == Doing::Saving {
            return;
        }
        doing.set(Doing::Saving);
        let answered = move |outcome: Outcome| {
            let kept = matches!(outcome, Outcome::Saved | Outcome::Accepted);
            // The page may be gone by the time the device answers.
            doing.try_set(match outcome {
                Outcome::Saved => Doing::Saved,
                Outcome::Accepted => Doing::Accepted,
                Outcome::Refused(note) => Doing::Refused(note),
                Outcome::NeedsNetwork => Doing::NeedsNetwork,
                Outcome::NotStored => Doing::NotStored,
            });
            if kept {
                then();
            }
            // Whichever deed this was, others may have lined up behind it.
            acting.next_in_line(kept);
        };
        // Heard as long as the page is there: the button that was pressed may be drawn anew by the very prediction.
        let page = self.page.with_value(|page| page.as_ref().and_then(WeakOwner::upgrade));
        let done = match page {
            Some(page) => page.with(|| Callback::new(answered)),
            None => Callback::new(answered),
        };
        phone.act(deed, done);
    }

    /// The next of the line. What went wrong on the way is said when the line is empty, so that a later success does
    /// not talk over it.
    fn next_in_line(self, kept: bool) {
        // What came after the last deed was one more: its answer moves the line.
        let Some(doing) = self.doing.try_get_untracked().filter(|doing| *doing != Doing::Saving) else { return };
        let wrong = (!kept).then_some(doing);
        let next = self.queue.try_update_value(|queue| {
            queue.wrong = queue.wrong.take().or(wrong);
            queue.deeds.pop_front().ok_or_else(|| queue.wrong.take())
        });
        match next {
            Some(Ok(deed)) => self.line_up(deed),
            Some(Err(Some(wrong))) => {
                self.doing.try_set(wrong);
            }
            Some(Err(None)) | None => {}
        }
    }

    /// Hands over an intent with nothing beside it.
    pub fn intend(&self, intent: Intent, then: impl Fn() + Send + Sync + 'static) {
        self.act(plain(intent), then);
    }

    /// Clears what the last deed came to.
    pub fn forget(&self) {
        self.doing.set(Doing::Idle);
    }
}
