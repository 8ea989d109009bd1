//! Parts: what pages are made of. A part draws; it decides nothing.

pub mod bar;
pub mod council;
pub mod deed;
pub mod field;
pub mod find;
pub mod icon;
pub mod live;
pub mod meeting;
pub mod news;
pub mod page;
pub mod path;
pub(crate) mod press;
pub mod prompt;
pub mod qr;
pub mod read;
pub mod refusal;
pub mod seals;
pub(crate) mod service;
pub mod sheet;
pub mod sign;
pub mod slip;
pub mod strip;
pub mod tabs;
pub mod topic;
pub mod vote;

pub use icon::icon;
