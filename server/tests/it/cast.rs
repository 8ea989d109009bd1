//! Server tests: the people and things of the demo that stories name.

use crate::actor::{Actor, seal};
use rulebook::{Intent, ids::*, round::LeadDetails, sync::Envelope};
use server::demo::{Founding, found};
use std::sync::OnceLock;

/// The demo as it was founded.
pub fn demo() -> &'static Founding {
    static DEMO: OnceLock<Founding> = OnceLock::new();
    DEMO.get_or_init(found)
}

/// A persona by its Chinese name.
pub fn persona(name: &str) -> String {
    let found = demo().personas.iter().find(|persona| persona.zh.name == name);
    found.unwrap_or_else(|| panic!("no persona {name}")).person.to_string()
}

/// 宋敏: worker, head and secretary of grid 03.
pub fn song() -> String {
    persona("宋敏")
}

/// 王秀兰: 68, grid 03.
pub fn wang() -> String {
    persona("王秀兰")
}

/// 李晨: 30, tenant, grid 03.
pub fn li() -> String {
    persona("李晨")
}

/// T-0302, 更换健身角老化器材: collecting in grid 03, seven of ten have signed.
pub fn fitness_corner() -> TopicId {
    "T-0302".into()
}

pub fn grid_03() -> GridId {
    "g-03".into()
}

impl Actor {
    /// A lead as the next act: small, and lawful any number of times.
    pub fn notes(&mut self, matter: &str) -> Envelope {
        let details = LeadDetails { place: "3号楼".into(), matter: matter.into(), household: None };
        let opening = seal("lead", &serde_json::to_string(&details).unwrap());
        let lead = LeadId(uuid::Uuid::now_v7().to_string());
        let intent = Intent::NoteLead { lead, grid: grid_03(), courtyard: None, details: opening.commitment() };
        self.makes_with(intent, vec![opening])
    }

    /// The matters of all leads this phone has, sorted.
    pub fn matters(&self) -> Vec<String> {
        let mut matters: Vec<String> = self.replica.all_leads().map(|lead| lead.details.matter.clone()).collect();
        matters.sort();
        matters
    }
}
