//! Pages: what anybody may read without a device — server-rendered, plain links and forms, no
//! script. They read the same records as private pages, as [`rulebook::Viewer::public`] sees them.

pub mod board;
pub mod calendar;
pub mod decision;
pub mod demo;
pub mod election;
pub mod grids;
pub mod meeting;
pub mod not_found;
pub mod receipt;
pub mod rules;
pub mod topic;

use crate::{parts::bar::address, standing::lang};
use leptos::prelude::*;

/// Whether the reader asked for large print; by context.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LargePrint(pub bool);

/// Whose deployment this is, as addresses in QR codes begin; empty where unknown. By context.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin(pub String);

/// An address of a public page in the reader's language and print.
pub(crate) fn to(path: &str) -> String {
    let large = use_context::<LargePrint>().unwrap_or_default().0;
    address(path, lang(), large)
}
