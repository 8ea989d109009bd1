//! Server: settings. A flag wins over the environment (`CHENGGE_…`), the environment over the file,
//! the file over the default. `server settings` prints what came of it; none of it is secret.

use rulebook::sync::OLDEST_PROTOCOL;
use serde::{Deserialize, Serialize};
use std::{
    fs, io,
    net::SocketAddr,
    path::{Path, PathBuf},
};

/// What may be given as flag, environment variable or line of a TOML file. Unknown lines are errors.
#[derive(Clone, Debug, Default, clap::Args, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// A TOML file with any of the settings below, `-` written as `_`.
    #[arg(long, env = "CHENGGE_CONFIG", global = true)]
    #[serde(skip)]
    pub config: Option<PathBuf>,
    /// Address and port to listen on [127.0.0.1:3000].
    #[arg(long, env = "CHENGGE_LISTEN", global = true)]
    pub listen: Option<SocketAddr>,
    /// Folder of the ledger, the desk key and the clock [chengge-data].
    #[arg(long, env = "CHENGGE_DATA", global = true)]
    pub data: Option<PathBuf>,
    /// The address people type, without a slash at the end; stands in QR codes on posters [none].
    #[arg(long, env = "CHENGGE_ORIGIN", global = true)]
    pub origin: Option<String>,
    /// Folder of the built application [target/site].
    #[arg(long, env = "CHENGGE_SITE", global = true)]
    pub site: Option<PathBuf>,
    /// File with the hashes of the built application [hash.txt beside the program].
    #[arg(long, env = "CHENGGE_HASHES", global = true)]
    pub hashes: Option<PathBuf>,
    /// Logs as JSON lines instead of text [false].
    #[arg(long, env = "CHENGGE_LOG_JSON", global = true, num_args = 0..=1, default_missing_value = "true")]
    pub log_json: Option<bool>,
    /// What to log: error, warn, info, debug, or a filter such as `server=debug` [info].
    #[arg(long, env = "CHENGGE_LOG", global = true)]
    pub log: Option<String>,
    /// Most connections at once [8192].
    #[arg(long, env = "CHENGGE_MAX_CONNECTIONS", global = true)]
    pub max_connections: Option<usize>,
    /// Behind a proxy of one's own: the last address in `x-forwarded-for` is whoever asks [false].
    #[arg(long, env = "CHENGGE_PROXIED", global = true, num_args = 0..=1, default_missing_value = "true")]
    pub proxied: Option<bool>,
    /// Oldest version of the protocol that is taken; an app of an older one is told to update first [1].
    #[arg(long, env = "CHENGGE_OLDEST_PROTOCOL", global = true)]
    pub oldest_protocol: Option<u32>,
    /// Tries at receipt codes per minute and address [10].
    #[arg(long, env = "CHENGGE_RECEIPT_TRIES", global = true)]
    pub receipt_tries: Option<u32>,
    /// Tries at enrolment codes per hour and address [20].
    #[arg(long, env = "CHENGGE_ENROL_TRIES", global = true)]
    pub enrol_tries: Option<u32>,
    /// Most phones that listen for news at once [4096].
    #[arg(long, env = "CHENGGE_NEWS_STREAMS", global = true)]
    pub news_streams: Option<usize>,
    /// Most of them from one address [256].
    #[arg(long, env = "CHENGGE_NEWS_STREAMS_EACH", global = true)]
    pub news_streams_each: Option<usize>,
    /// Whom a push service writes to if it has a complaint: `mailto:` or an address [the origin].
    #[arg(long, env = "CHENGGE_PUSH_CONTACT", global = true)]
    pub push_contact: Option<String>,
    /// Calls may go to this very machine, without TLS; for tests only [false].
    #[arg(long, env = "CHENGGE_PUSH_LOOPBACK", global = true, num_args = 0..=1, default_missing_value = "true")]
    pub push_loopback: Option<bool>,
    /// Whether `/metrics` is served on the public port [true].
    #[arg(long, env = "CHENGGE_METRICS", global = true, num_args = 0..=1, default_missing_value = "true")]
    pub metrics: Option<bool>,
}

/// The settings in effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Settings {
    /// Address and port.
    pub listen: SocketAddr,
    /// Data folder.
    pub data: PathBuf,
    /// The address people type; empty where unknown.
    pub origin: String,
    /// Folder of the built application.
    pub site: PathBuf,
    /// File with the hashes of the built application.
    pub hashes: PathBuf,
    /// JSON logs.
    pub log_json: bool,
    /// Log filter.
    pub log: String,
    /// Most connections at once.
    pub max_connections: usize,
    /// Whether `x-forwarded-for` is believed.
    pub proxied: bool,
    /// Oldest version of the protocol that is taken.
    pub oldest_protocol: u32,
    /// Tries at receipt codes per minute and address.
    pub receipt_tries: u32,
    /// Tries at enrolment codes per hour and address.
    pub enrol_tries: u32,
    /// Most phones that listen for news at once.
    pub news_streams: usize,
    /// Most of them from one address.
    pub news_streams_each: usize,
    /// Whom a push service writes to; empty for the origin.
    pub push_contact: String,
    /// Whether calls may go to this very machine.
    pub push_loopback: bool,
    /// Whether `/metrics` is served.
    pub metrics: bool,
}

impl Given {
    /// The settings in effect.
    ///
    /// # Errors
    /// When the named file cannot be read or holds an unknown line.
    pub fn settle(self) -> io::Result<Settings> {
        let file = match &self.config {
            Some(path) => Self::from_file(path)?,
            None => Self::default(),
        };
        Ok(Settings {
            listen: self.listen.or(file.listen).unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 3000))),
            data: self.data.or(file.data).unwrap_or_else(|| "chengge-data".into()),
            origin: self.origin.or(file.origin).unwrap_or_default(),
            site: self.site.or(file.site).unwrap_or_else(|| "target/site".into()),
            hashes: self.hashes.or(file.hashes).unwrap_or_else(beside_the_program),
            log_json: self.log_json.or(file.log_json).unwrap_or(false),
            log: self.log.or(file.log).unwrap_or_else(|| "info".into()),
            max_connections: self.max_connections.or(file.max_connections).unwrap_or(8_192),
            proxied: self.proxied.or(file.proxied).unwrap_or(false),
            oldest_protocol: self.oldest_protocol.or(file.oldest_protocol).unwrap_or(OLDEST_PROTOCOL),
            receipt_tries: self.receipt_tries.or(file.receipt_tries).unwrap_or(10),
            enrol_tries: self.enrol_tries.or(file.enrol_tries).unwrap_or(20),
            news_streams: self.news_streams.or(file.news_streams).unwrap_or(4_096),
            news_streams_each: self.news_streams_each.or(file.news_streams_each).unwrap_or(256),
            push_contact: self.push_contact.or(file.push_contact).unwrap_or_default(),
            push_loopback: self.push_loopback.or(file.push_loopback).unwrap_or(false),
            metrics: self.metrics.or(file.metrics).unwrap_or(true),
        })
    }

    fn from_file(path: &Path) -> io::Result<Self> {
        let text = fs::read_to_string(path)?;
        toml::from_str(&text).map_err(|error| io::Error::other(format!("{}: {}", path.display(), error.message())))
    }
}

impl Settings {
    /// As a TOML file that could be given back.
    pub fn print(&self) -> String {
        toml::to_string(self).unwrap_or_default()
    }
}

fn beside_the_program() -> PathBuf {
    let program = std::env::current_exe().unwrap_or_default();
    program.parent().unwrap_or(Path::new(".")).join("hash.txt")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn a_flag_wins_over_the_file_and_the_file_over_the_default() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("chengge.toml");
        fs::write(&file, "listen = \"127.0.0.1:4000\"\nenrol_tries = 7\n").unwrap();
        let given = Given { config: Some(file), enrol_tries: Some(9), ..Given::default() };
        let settings = given.settle().unwrap();
        assert_eq!(settings.listen.port(), 4000);
        assert_eq!(settings.enrol_tries, 9);
        assert_eq!(settings.receipt_tries, 10);
        assert!(settings.print().contains("listen = \"127.0.0.1:4000\""));
    }

    #[test]
    fn an_unknown_line_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("chengge.toml");
        fs::write(&file, "lisen = \"127.0.0.1:4000\"\n").unwrap();
        let error = Given { config: Some(file), ..Given::default() }.settle().unwrap_err();
        assert!(error.to_string().contains("lisen"), "{error}");
    }
}
