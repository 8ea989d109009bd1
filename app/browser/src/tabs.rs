//! What this tab tells the others of the same phone: that something stored has changed. No content travels here;
//! whoever hears reads the store.

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{BroadcastChannel, MessageEvent};

const CHANNEL: &str = "chengge";

/// What has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// An act was added to the outbox.
    Act,
    /// Receipts were stored or records pulled.
    Synced,
    /// Another enrolment is in use, or one was added.
    Profile,
}

impl Notice {
    fn word(self) -> &'static str {
        match self {
            Self::Act => "act",
            Self::Synced => "synced",
            Self::Profile => "profile",
        }
    }
}

/// The channel between the tabs of one phone; silent where the browser has none.
pub struct Tabs {
    channel: Option<BroadcastChannel>,
    _ear: Option<EventListener>,
}

impl Tabs {
    /// Joins the channel of one device; `hear` is called for what *other* tabs say.
    pub fn join(device: &str, hear: impl Fn(Notice) + 'static) -> Self {
        let channel = BroadcastChannel::new(&format!("{CHANNEL}-{device}")).ok();
        let ear = channel.as_ref().map(|channel| {
            EventListener::new(channel, "message", move |event| {
                let Some(word) = event.dyn_ref::<MessageEvent>().and_then(|e| e.data().as_string()) else { return };
                let all = [Notice::Act, Notice::Synced, Notice::Profile];
                if let Some(notice) = all.into_iter().find(|notice| notice.word() == word) {
                    hear(notice);
                }
            })
        });
        Self { channel, _ear: ear }
    }

    /// Tells the other tabs.
    pub fn tell(&self, notice: Notice) {
        if let Some(channel) = &self.channel {
            // A closed channel has nobody left to tell.
            let _ = channel.post_message(&notice.word().into());
        }
    }
}

impl Drop for Tabs {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.close();
        }
    }
}
