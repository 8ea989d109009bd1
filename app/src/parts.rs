//! Parts: what pages are made of. A part draws; it decides nothing.

pub mod bar;
pub mod deed;
pub mod icon;
pub mod live;
pub mod page;
pub mod path;
pub mod prompt;
pub mod qr;
pub mod read;
pub mod refusal;
pub mod seals;
pub mod sheet;
pub mod sign;
pub mod slip;
pub mod strip;
pub mod tabs;
pub mod topic;

pub use icon::icon;
