//! Server: what every handler may reach.

use super::{assets::Assets, news::News, nonce::Nonces, throttle::Throttle};
use crate::{
    clock::Clock, house::SharedHouse, keys::DeskKey, metrics::Metrics, push::Push, roster::handed::Counter,
    settings::Settings, writer::Writer,
};
use rulebook::{Viewer, ids::PersonId};
use std::{ops::Deref, sync::Arc};

/// What every handler may reach; cheap to clone.
#[derive(Clone)]
pub struct Desk(Arc<Reach>);

/// The parts of a running server.
pub struct Reach {
    /// The settings in effect.
    pub settings: Settings,
    /// Server time.
    pub clock: Clock,
    /// Proves answers.
    pub key: Arc<DeskKey>,
    /// Makes and checks nonces.
    pub nonces: Nonces,
    /// The figures.
    pub metrics: Arc<Metrics>,
    /// What may be read.
    pub house: SharedHouse,
    /// The way to write.
    pub writer: Writer,
    /// The built application.
    pub assets: Assets,
    /// The application's shell, one text for every private path.
    pub shell: String,
    /// Whether this is a demo community.
    pub demo: bool,
    /// Where rosters are handed in.
    pub counter: Counter,
    /// Who listens for news.
    pub news: News,
    /// Who wants to be called.
    pub push: Push,
    /// Tries at receipt codes.
    pub receipt_tries: Throttle,
    /// Tries at enrolment codes.
    pub enrol_tries: Throttle,
}

impl Desk {
    /// Of these parts.
    pub fn new(reach: Reach) -> Self {
        Self(Arc::new(reach))
    }

    /// Somebody as a viewer, today.
    pub fn viewer(&self, person: &PersonId) -> Viewer {
        Viewer::of(&self.house.read().community, person, self.clock.now().day())
    }
}

impl Deref for Desk {
    type Target = Reach;

    fn deref(&self) -> &Reach {
        &self.0
    }
}
