//! Server tests: the real program over a folder, and a push to it that may be cut off.

use crate::actor::Actor;
use rulebook::sync::{Answer, Envelope};
use std::{
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
};

/// The program over a folder, killed when dropped.
pub struct Program {
    pub child: Child,
    pub address: SocketAddr,
}

impl Program {
    pub fn start(folder: &Path, log: &Path) -> Self {
        Self::start_with(folder, log, &[])
    }

    /// With more in its environment.
    pub fn start_with(folder: &Path, log: &Path, environment: &[(&str, &Path)]) -> Self {
        Self::tries_to("serve", folder, log, environment).unwrap()
    }

    /// Serves, or ends by itself; what it said then stands in the log.
    pub fn tries_to(what: &str, folder: &Path, log: &Path, environment: &[(&str, &Path)]) -> Result<Self, ExitStatus> {
        let mut child = Command::new(env!("CARGO_BIN_EXE_server"))
            .args([what, "--listen", "127.0.0.1:0", "--log", "debug", "--log-json", "--data"])
            .arg(folder)
            .envs(environment.iter().copied())
            .stdout(Stdio::piped())
            .stderr(std::fs::OpenOptions::new().create(true).append(true).open(log).unwrap())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        match lines.find_map(|line| line.trim().strip_prefix("http://")?.parse().ok()) {
            Some(address) => Ok(Self { child, address }),
            None => Err(child.wait().unwrap()),
        }
    }

    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Actor {
    /// A push that may be cut off.
    pub async fn tries(&mut self, acts: &[Envelope]) -> Option<Vec<(String, Answer)>> {
        let ask = rulebook::sync::Ask { hello: self.hello(acts.len()), acts: acts.to_vec(), cursor: None, pull: false };
        let body = serde_json::to_vec(&ask).unwrap();
        for _ in 0..2 {
            let request = self.signed(&reqwest::Method::POST, "/api/v1/sync", &body).body(body.clone());
            let answer = request.send().await.ok()?;
            let status = answer.status();
            let text = answer.text().await.ok()?;
            if status.as_u16() == 401 {
                let told: serde_json::Value = serde_json::from_str(&text).ok()?;
                self.take_nonce(told["nonce"].as_str()?);
                continue;
            }
            let reply: rulebook::sync::Reply = serde_json::from_str(&text).ok()?;
            return Some(reply.receipts.into_iter().map(|r| (r.id.to_string(), r.verdict)).collect());
        }
        None
    }
}
