//! App: Chengge as a person meets it. Pages and parts read signals and hand over deeds; the same
//! files render on the server and in the browser. No rule of the law, no storage, no network here.

pub mod app;
pub mod dispatch;
pub mod later;
pub mod news;
pub mod pages;
pub mod parts;
pub mod ports;
pub mod routes;
pub mod shell;
pub mod standing;
pub mod words;

pub use app::App;
pub use rulebook;
