//! Phone: what is stored here, brought before the pages: a glance first, so that a start need not wait for every door
//! of a community, then all of it, in turns that let the browser draw and hear a tap in between.

use futures_channel::oneshot;
use leptos::prelude::*;
use rulebook::sync::Holding;
use rulebook::{Community, Record, json};
use std::collections::BTreeMap;

use super::resting::resting;
use super::{Handset, Session, decoded, log};
use crate::idb::{StorageError, Turns};

impl Handset {
    /// Shows what a first look needs of what is stored. Nothing is decided in it: acts wait for [`Self::reload`], and so
    /// do the pages that would be built from half of what is known.
    ///
    /// # Errors
    /// Why storage failed.
    pub(super) async fn glance(&self, session: &Session) -> Result<(), StorageError> {
        let address = web_sys::window().and_then(|window| window.location().pathname().ok()).unwrap_or_default();
        let named: Vec<&str> = address.split(['/', '-']).collect();
        let pages = session.replica.glance(|part| named.contains(&part)).await?;
        // What cannot be read here is dealt with when everything is read.
        let Ok(community) = community_of(&pages).await else { return Ok(()) };
        self.board.reading.set(true);
        self.board.known.set(Holding::of(community));
        self.show().await
    }

    /// Reads records and outbox again and shows them.
    ///
    /// # Errors
    /// Why storage failed.
    pub async fn reload(&self) -> Result<(), StorageError> {
        let outcome = self.read_all().await;
        self.has_read();
        for waits in self.waiting.take() {
            // Whoever waited may be gone.
            let _ = waits.send(());
        }
        outcome
    }

    async fn read_all(&self) -> Result<(), StorageError> {
        let Some(session) = self.session() else { return Ok(()) };
        // Before the records: whatever comes in between, they hold at least what was seen by then.
        let seen = self.outbox.profile(&session.device()).await?.map_or(0, |(profile, _)| profile.seen);
        let (community, cursor) = match stored(&session).await {
            // Written by another build: the server has it all, the outbox is elsewhere.
            Err(StorageError::Unreadable(error)) => {
                log(&format!("the records are pulled anew: {error}"));
                session.replica.reset().await?;
                (Community::partial(), None)
            }
            found => found?,
        };
        let mut holding = Holding::of(community);
        if let Some(law) = self.law.get() {
            holding.learn(law);
        }
        let acts = self.outbox.acts(&session.device()).await?;
        if !self.is_in_use(&session) {
            return Ok(());
        }
        // Where no record is, nothing is laid over it but what waits.
        session.drawn.set(if cursor.is_some() { seen } else { u64::MAX });
        for act in resting(&acts, session.drawn.get()).into_iter().filter_map(decoded) {
            holding.resume(act);
        }
        if cursor.is_none() {
            session.profile.borrow_mut().complete = false;
        }
        *session.shown.borrow_mut() = cursor;
        self.has_read();
        self.board.known.set(holding);
        self.show().await
    }

    /// Said once: whoever follows it would be woken by every later reading.
    fn has_read(&self) {
        if self.board.reading.get_untracked() {
            self.board.reading.set(false);
        }
    }

    /// Waits until everything that is stored here has been read: nothing may be decided before.
    pub async fn all_read(&self) {
        if self.board.reading.get_untracked() {
            let (read, waits) = oneshot::channel();
            self.waiting.borrow_mut().push(read);
            // If the sender is gone, so is the app.
            let _ = waits.await;
        }
    }
}

async fn stored(session: &Session) -> Result<(Community, Option<String>), StorageError> {
    let (pages, cursor) = session.replica.load().await?;
    Ok((community_of(&pages).await?, cursor))
}

async fn community_of(pages: &[String]) -> Result<Community, StorageError> {
    let mut community = Community::partial();
    let mut turns = Turns::begin();
    for page in pages {
        let records: BTreeMap<String, Record> =
            json::read(page).map_err(|error| StorageError::Unreadable(error.to_string()))?;
        for record in records.into_values() {
            community.put(record);
        }
        turns.step().await;
    }
    Ok(community)
}
