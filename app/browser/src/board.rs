//! Every signal the pages read, each written from this crate alone.

use app::ports::{Delivery, Errand, Lack, Me, Slip, Standing};
use app::words::Lang;
use leptos::prelude::*;
use rulebook::Millis;
use rulebook::sync::Holding;

/// The signals behind [`Standing`] and `Known`.
#[derive(Clone, Copy)]
pub struct Board {
    /// Pulled records with predictions on top.
    pub known: RwSignal<Holding>,
    /// Who is in use.
    pub me: RwSignal<Option<Me>>,
    /// Best guess of the server's clock.
    pub now: RwSignal<Millis>,
    /// The strip.
    pub delivery: RwSignal<Delivery>,
    /// Acts, newest first.
    pub errands: RwSignal<Vec<Errand>>,
    /// Own receipts, newest first.
    pub slips: RwSignal<Vec<Slip>>,
    /// What the browser lacks.
    pub lacks: RwSignal<Vec<Lack>>,
    /// People on this phone.
    pub profiles: RwSignal<Vec<Me>>,
    /// A new build waits.
    pub update_ready: RwSignal<bool>,
    /// The browser offers to install.
    pub can_install: RwSignal<bool>,
    /// The last pull ran to its end.
    pub complete: RwSignal<bool>,
    /// Most of what is stored has not been read yet.
    pub reading: RwSignal<bool>,
    /// Reader's language.
    pub lang: RwSignal<Lang>,
    /// Elder mode.
    pub elder: RwSignal<bool>,
}

impl Board {
    /// An empty board; needs a reactive owner around it.
    pub fn new(lang: Lang, elder: bool) -> Self {
        Self {
            known: RwSignal::new(Holding::default()),
            me: RwSignal::new(None),
            now: RwSignal::new(Millis(0)),
            delivery: RwSignal::new(Delivery::default()),
            errands: RwSignal::new(Vec::new()),
            slips: RwSignal::new(Vec::new()),
            lacks: RwSignal::new(Vec::new()),
            profiles: RwSignal::new(Vec::new()),
            update_ready: RwSignal::new(false),
            can_install: RwSignal::new(false),
            complete: RwSignal::new(false),
            reading: RwSignal::new(false),
            lang: RwSignal::new(lang),
            elder: RwSignal::new(elder),
        }
    }

    /// What pages may read.
    pub fn standing(&self) -> Standing {
        Standing {
            me: self.me.into(),
            now: self.now.into(),
            delivery: self.delivery.into(),
            errands: self.errands.into(),
            slips: self.slips.into(),
            lacks: self.lacks.into(),
            profiles: self.profiles.into(),
            update_ready: self.update_ready.into(),
            can_install: self.can_install.into(),
            complete: self.complete.into(),
            reading: self.reading.into(),
            lang: self.lang,
            elder: self.elder,
        }
    }
}
