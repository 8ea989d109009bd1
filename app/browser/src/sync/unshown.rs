//! Truth that is stored already and not on screen yet. Each page laid under the predictions decides every waiting act
//! again; while many wait, the pages of a round are therefore kept back and laid under them once, at its end.

use leptos::prelude::*;
use rulebook::ids::ActId;
use rulebook::{Key, Record};

use crate::handset::{Handset, Session};
use crate::idb::{StorageError, Turns, breathe};

/// From so many waiting acts on, pages are kept back. Below it everybody sees each page as it comes.
const MANY: usize = 50;
/// Records put under the screen in one step.
const AT_ONCE: usize = 64;
/// Pages that follow one another more closely than this, in milliseconds, are drawn together: nobody sees the steps, and
/// each would read the whole screen anew.
const DRAWN_EVERY_MS: f64 = 250.0;

/// What a round has stored and not shown.
#[derive(Default)]
pub struct Unshown {
    /// Acts with a stored receipt. Their predictions stay until the records that take their place are here.
    settled: Vec<ActId>,
    pages: Vec<(Vec<Record>, Vec<Key>)>,
    /// Where the screen stood before the first of these pages, and where it will stand after the last.
    from: Option<String>,
    to: Option<String>,
    /// How far the ledger had come when the last page was the last there was; none until then.
    whole: Option<u64>,
    /// Records are under the screen that it has not been told of.
    untold: bool,
    /// When it was told last; 0 = not in this round.
    told_at: f64,
}

impl Unshown {
    /// An act's receipt is stored.
    pub fn settle(&mut self, act: ActId) {
        self.settled.push(act);
    }

    /// A page was stored with its cursor.
    pub fn keep(&mut self, session: &Session, records: Vec<Record>, leave: Vec<Key>, to: String) {
        if self.pages.is_empty() {
            self.from = session.shown.borrow().clone();
        }
        self.pages.push((records, leave));
        self.to = Some(to);
    }

    /// With the pages kept so far the records are whole, as of this place in the ledger.
    pub fn complete(&mut self, seen: u64) {
        self.whole = Some(seen);
    }

    /// Whether screen and kept pages together stand elsewhere than the store: another tab pulled.
    pub fn is_behind(&self, session: &Session, cursor: Option<&str>) -> bool {
        let stands = if self.pages.is_empty() { session.shown.borrow().clone() } else { self.to.clone() };
        stands.as_deref() != cursor
    }

    /// The replica starts again from nothing, and so do the records on screen.
    pub fn reset(&mut self, handset: &Handset, session: &Session) {
        self.pages.clear();
        if handset.is_in_use(session) {
            handset.board.known.update(rulebook::sync::Holding::reset);
        }
    }

    /// Shows what the store says, all of it.
    pub async fn reload(&mut self, handset: &Handset) -> Result<(), StorageError> {
        *self = Self::default();
        handset.reload().await
    }

    /// After a page that is not the last: shown at once unless many acts wait.
    pub async fn go_on(&mut self, handset: &Handset, session: &Session) -> Result<(), StorageError> {
        if handset.board.known.with_untracked(|holding| holding.waiting().nth(MANY - 1).is_some()) {
            return Ok(());
        }
        self.lay(handset, session).await?;
        if js_sys::Date::now() - self.told_at >= DRAWN_EVERY_MS {
            self.tell(handset).await;
        }
        Ok(())
    }

    /// Shows all of it: the end of a round, good or bad.
    pub async fn show(&mut self, handset: &Handset, session: &Session) -> Result<(), StorageError> {
        let laid = self.lay(handset, session).await;
        self.tell(handset).await;
        laid
    }

    /// Has the pages drawn from what lies under them, in a turn of its own.
    async fn tell(&mut self, handset: &Handset) {
        if std::mem::take(&mut self.untold) {
            handset.board.known.notify();
            breathe().await;
            self.told_at = js_sys::Date::now();
        }
    }

    /// Lays what was stored under the screen, which is not told yet.
    async fn lay(&mut self, handset: &Handset, session: &Session) -> Result<(), StorageError> {
        let pages = std::mem::take(&mut self.pages);
        let (from, to, whole) = (self.from.take(), self.to.take(), self.whole.take());
        // Until the last page is here, the records may not be that take the place of these; if the round breaks off
        // before it, they stand until the next.
        let settled = whole.map(|_| std::mem::take(&mut self.settled)).unwrap_or_default();
        let drawn = || {
            if let Some(seen) = whole {
                session.drawn.set(seen);
            }
        };
        // The person may have been switched while we asked: their records are in their store, not on another's screen.
        if !handset.is_in_use(session) {
            return Ok(());
        }
        let known = handset.board.known;
        if pages.is_empty() {
            if !settled.is_empty() {
                known.update_untracked(|holding| holding.rebase(&settled, Vec::new(), &[]));
                self.untold = true;
            }
            drawn();
            return Ok(());
        }
        let is_as_it_was = || handset.is_in_use(session) && *session.shown.borrow() == from;
        if !is_as_it_was() {
            // The store was read again meanwhile (another tab's notice): older pages must not go over newer ones.
            return handset.reload().await;
        }
        let nothing = |(records, leave): &(Vec<Record>, Vec<Key>)| records.is_empty() && leave.is_empty();
        if settled.is_empty() && pages.iter().all(nothing) {
            *session.shown.borrow_mut() = to;
            drawn();
            return Ok(());
        }
        self.untold = true;
        if known.with_untracked(|holding| holding.waiting().next().is_some()) {
            known.update_untracked(|holding| holding.rebase_pages(&settled, pages));
        } else {
            // Nothing rests on it: in small portions, and what is drawn from it in a turn of its own. A page is a
            // portion of the truth itself, cut anywhere, so that half of one is no worse than one of two.
            let mut turns = Turns::begin();
            for (mut records, leave) in pages {
                known.update_untracked(|holding| holding.rebase(&settled, Vec::new(), &leave));
                while !records.is_empty() {
                    let portion = records.drain(..records.len().min(AT_ONCE)).collect();
                    known.update_untracked(|holding| holding.rebase(&[], portion, &[]));
                    turns.step().await;
                    if !is_as_it_was() {
                        // Read from the store meanwhile, where all of this lies already, or somebody else's turn.
                        return Ok(());
                    }
                }
            }
        }
        *session.shown.borrow_mut() = to;
        drawn();
        Ok(())
    }
}
