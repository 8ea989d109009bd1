//! Server: logs. Structured, and without personal data by construction: a request is logged by its
//! route template, never by its path, query, headers or body.

use crate::settings::Settings;
use std::io::IsTerminal as _;
use tracing_subscriber::{EnvFilter, fmt};

/// Starts logging to standard error; a second call changes nothing.
pub fn start(settings: &Settings) {
    let filter = EnvFilter::try_new(&settings.log).unwrap_or_else(|_| EnvFilter::new("info"));
    let logs = fmt().with_env_filter(filter).with_target(false).with_writer(std::io::stderr);
    // A log that cannot be written (it lies on the same full disk) is not told anybody: told on standard error, as would
    // be done otherwise, it fails again, and that is a panic in whoever wanted to log something. Of all, the writer.
    let logs = logs.log_internal_errors(false).with_ansi(std::io::stderr().is_terminal());
    let _ = if settings.log_json { logs.json().try_init() } else { logs.compact().try_init() };
}
