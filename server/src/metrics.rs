//! Server: the figures on `/metrics`, in Prometheus text. Counters only; no label names a person.

use std::{
    fmt::Write as _,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

/// Upper edges of the commit histogram, in milliseconds.
const COMMIT_EDGES_MS: [u64; 8] = [1, 2, 5, 10, 20, 50, 200, 1_000];

/// One number that only grows, or a level that is set.
#[derive(Debug, Default)]
pub struct Figure(AtomicU64);

/// Every figure of this server.
#[derive(Debug, Default)]
pub struct Metrics {
    /// Open connections.
    pub connections: Figure,
    /// Connections taken since start.
    pub accepted_connections: Figure,
    /// Answers by status class: 1xx … 5xx.
    pub answers: [Figure; 5],
    /// Acts accepted.
    pub accepted: Figure,
    /// Acts refused by the rulebook.
    pub refused: Figure,
    /// Acts put into quarantine.
    pub quarantined: Figure,
    /// Acts told to come again.
    pub retried: Figure,
    /// Acts answered with a gap.
    pub gaps: Figure,
    /// Acts answered from the ledger because they had been sent before.
    pub repeated: Figure,
    /// Records sent to phones.
    pub records_sent: Figure,
    /// Phones that listen for news.
    pub news_streams: Figure,
    /// Newest ledger entry.
    pub ledger_seq: Figure,
    /// Commits that failed.
    pub commits_failed: Figure,
    commits: [Figure; 9],
    commit_ms: Figure,
}

impl Figure {
    /// One more.
    pub fn up(&self) {
        self.add(1);
    }

    /// So many more.
    pub fn add(&self, count: u64) {
        self.0.fetch_add(count, Ordering::Relaxed);
    }

    /// One less.
    pub fn down(&self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }

    /// Sets a level.
    pub fn set(&self, level: u64) {
        self.0.store(level, Ordering::Relaxed);
    }

    /// The figure now.
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Metrics {
    /// Counts an answer by its status.
    pub fn answered(&self, status: u16) {
        if let Some(class) = self.answers.get(usize::from(status / 100).wrapping_sub(1)) {
            class.up();
        }
    }

    /// Counts a commit by how long it took.
    pub fn committed(&self, took: Duration) {
        let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        let slot = COMMIT_EDGES_MS.iter().position(|edge| ms <= *edge).unwrap_or(COMMIT_EDGES_MS.len());
        self.commits[slot].up();
        self.commit_ms.add(ms);
    }

    /// All figures as Prometheus text (format 0.0.4).
    pub fn print(&self) -> String {
        let mut text = String::new();
        level(&mut text, "chengge_connections", "gauge", &[("", &self.connections)]);
        level(&mut text, "chengge_connections_total", "counter", &[("", &self.accepted_connections)]);
        let classes = ["1xx", "2xx", "3xx", "4xx", "5xx"].map(|class| format!("{{class=\"{class}\"}}"));
        let answers: Vec<_> = classes.iter().map(String::as_str).zip(&self.answers).collect();
        level(&mut text, "chengge_answers_total", "counter", &answers);
        let receipts = [
            ("{receipt=\"accepted\"}", &self.accepted),
            ("{receipt=\"refused\"}", &self.refused),
            ("{receipt=\"quarantined\"}", &self.quarantined),
            ("{receipt=\"retry\"}", &self.retried),
            ("{receipt=\"gap\"}", &self.gaps),
        ];
        level(&mut text, "chengge_acts_total", "counter", &receipts);
        level(&mut text, "chengge_acts_repeated_total", "counter", &[("", &self.repeated)]);
        level(&mut text, "chengge_records_sent_total", "counter", &[("", &self.records_sent)]);
        level(&mut text, "chengge_news_streams", "gauge", &[("", &self.news_streams)]);
        level(&mut text, "chengge_ledger_seq", "gauge", &[("", &self.ledger_seq)]);
        level(&mut text, "chengge_commits_failed_total", "counter", &[("", &self.commits_failed)]);
        self.print_commits(&mut text);
        text
    }

    fn print_commits(&self, text: &mut String) {
        let _ = writeln!(text, "# TYPE chengge_commit_ms histogram");
        let mut sum = 0;
        for (edge, figure) in COMMIT_EDGES_MS.iter().zip(&self.commits) {
            sum += figure.get();
            let _ = writeln!(text, "chengge_commit_ms_bucket{{le=\"{edge}\"}} {sum}");
        }
        sum += self.commits[COMMIT_EDGES_MS.len()].get();
        let _ = writeln!(text, "chengge_commit_ms_bucket{{le=\"+Inf\"}} {sum}");
        let _ = writeln!(text, "chengge_commit_ms_sum {}\nchengge_commit_ms_count {sum}", self.commit_ms.get());
    }
}

fn level(text: &mut String, name: &str, kind: &str, figures: &[(&str, &Figure)]) {
    let _ = writeln!(text, "# TYPE {name} {kind}");
    for (label, figure) in figures {
        let _ = writeln!(text, "{name}{label} {}", figure.get());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_is_counted_in_its_bucket_and_all_above() {
        let metrics = Metrics::default();
        metrics.committed(Duration::from_millis(4));
        metrics.answered(404);
        let text = metrics.print();
        assert!(text.contains("chengge_commit_ms_bucket{le=\"2\"} 0\n"));
        assert!(text.contains("chengge_commit_ms_bucket{le=\"5\"} 1\n"));
        assert!(text.contains("chengge_commit_ms_bucket{le=\"+Inf\"} 1\n"));
        assert!(text.contains("chengge_answers_total{class=\"4xx\"} 1\n"));
    }
}
