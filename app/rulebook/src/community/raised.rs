//! Rulebook: what a holder knows of topics before a meeting has them — who raised, signed and is to be called back,
//! and what is open for signatures where; each by an index.

use super::{Community, Index, Order, flip, of_both, under};
use crate::{
    cosign::{Callback, Cosignature},
    hash::Hash,
    ids::*,
    record::Body,
    topic::{Topic, TopicState},
};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Raised {
    by: Order,
    open: Order,
    signed: Order,
    signed_by: Order,
    receipts: Order,
    called: Order,
    asked: Order,
}

impl Index {
    pub(super) fn raise(&mut self, body: &Body, add: bool) {
        let order = &mut self.raised;
        match body {
            Body::Topic(t) => {
                if let Some(by) = &t.raised_by {
                    flip(&mut order.by, &by.0, &t.id.0, add);
                }
                if t.state == TopicState::Collecting {
                    for grid in &t.grids {
                        flip(&mut order.open, &grid.0, &t.id.0, add);
                    }
                }
            }
            Body::Cosign(c) => {
                flip(&mut order.signed, &c.topic.0, &c.id.0, add);
                flip(&mut order.signed_by, &of_both(&c.topic.0, &c.person), &c.id.0, add);
                flip(&mut order.receipts, &c.receipt.0, &c.id.0, add);
            }
            Body::Callback(c) => {
                flip(&mut order.called, &c.topic.0, &c.id.0, add);
                if c.answer.is_none() {
                    flip(&mut order.asked, &c.person.0, &c.id.0, add);
                }
            }
            _ => {}
        }
    }
}

impl Community {
    /// The topics a person raised.
    pub fn topics_of(&self, person: &PersonId) -> impl Iterator<Item = &Topic> {
        under(&self.index.raised.by, &person.0).filter_map(|id| self.topic(&id.into()))
    }

    /// The topics of a grid that are open for signatures.
    pub fn collecting(&self, grid: &GridId) -> impl Iterator<Item = &Topic> {
        under(&self.index.raised.open, &grid.0).filter_map(|id| self.topic(&id.into()))
    }

    /// All signatures of a topic that this holder has.
    pub fn signatures(&self, topic: &TopicId) -> impl Iterator<Item = &Cosignature> {
        under(&self.index.raised.signed, &topic.0).filter_map(|id| self.cosignature(&id.into()))
    }

    /// One person's signatures of a topic.
    pub fn signatures_of<'a>(
        &'a self,
        topic: &TopicId,
        person: &PersonId,
    ) -> impl Iterator<Item = &'a Cosignature> + use<'a> {
        under(&self.index.raised.signed_by, &of_both(&topic.0, person)).filter_map(|id| self.cosignature(&id.into()))
    }

    /// The signature of a receipt.
    pub fn signature_by_receipt(&self, receipt: &Hash) -> Option<&Cosignature> {
        under(&self.index.raised.receipts, &receipt.0).find_map(|id| self.cosignature(&id.into()))
    }

    /// The call-backs of a topic.
    pub fn callbacks_of(&self, topic: &TopicId) -> impl Iterator<Item = &Callback> {
        under(&self.index.raised.called, &topic.0).filter_map(|id| self.callback(&id.into()))
    }

    /// The call-backs that a person has not been asked yet.
    pub fn callbacks_to(&self, person: &PersonId) -> impl Iterator<Item = &Callback> {
        under(&self.index.raised.asked, &person.0).filter_map(|id| self.callback(&id.into()))
    }
}
