//! Rulebook: what an act costs where there is more of everything. The acts that sequences took are decided again in
//! communities that hold one and ten times the demo community's records beside their own: other grids with all that
//! belongs to them, and in the same grid more people, settled topics and meetings that are over. They must be decided
//! alike; what each took is the shortest of several tries, with what three people see of the records it changed.
//!
//! Figures are for reading (`make bench`); nothing here fails by time.

use crate::{
    starts::Starts,
    walk::{Walked, walk},
    world::{Entry, World},
};
use rulebook::{Body, Community, Key, Kind, Moment, Record, Viewer, decide, people::Scope, seen_by};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    hint::black_box,
    time::{Duration, Instant},
};

/// Records of the demo community.
const DEMO: usize = 16_500;
/// So many sequences give the acts.
const SEQUENCES: u64 = 1_200;
/// The shortest of so many tries counts.
const TRIES: u32 = 7;

/// Acts of one kind: how many, and what they took at each size.
#[derive(Default)]
struct Row {
    acts: u32,
    took: [Duration; SIZES.len()],
}

const SIZES: [usize; 3] = [0, 1, 10];

pub fn run() {
    let starts = Starts::new();
    let walked: Vec<Walked> = (0..SEQUENCES).map(|number| walk(number, &starts, false)).collect();
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for (column, size) in SIZES.into_iter().enumerate() {
        for start in starts.all() {
            let mut community = start.community.clone();
            ballast(&starts, size * DEMO).into_iter().for_each(|record| drop(community.put(record)));
            for walked in walked.iter().filter(|walked| std::ptr::eq(walked.start, start)) {
                again(&mut community, &walked.world.ledger, |entry, took| {
                    let row = rows.entry(kind(entry)).or_default();
                    row.took[column] += took;
                    row.acts += u32::from(column == 0);
                });
            }
        }
    }
    print(&rows);
}

/// Decides a ledger again and leaves the community as it was.
fn again(community: &mut Community, ledger: &[Entry], mut told: impl FnMut(&Entry, Duration)) {
    let mut undo: Vec<(Key, Option<Record>)> = Vec::new();
    for entry in ledger {
        let moment = Moment::at(entry.now);
        let viewers = ["r1", "officer", "song"].map(|who| Viewer::of(community, &who.into(), entry.now.day()));
        let mut shortest = Duration::MAX;
        for _ in 0..TRIES {
            let from = Instant::now();
            let verdict = decide(black_box(community), &entry.act, moment);
            let records = verdict.unwrap_or_else(|no| panic!("taken once, now {no:?}: {:?}", entry.act));
            for record in &records {
                for viewer in &viewers {
                    black_box(seen_by(record, viewer, community));
                }
            }
            shortest = shortest.min(from.elapsed());
            let same = records.iter().zip(&entry.records).all(|(new, old)| new.body == old.body);
            assert!(same && records.len() == entry.records.len(), "decided otherwise: {:?}", entry.act);
        }
        told(entry, shortest);
        for record in &entry.records {
            undo.push((record.key(), community.put(record.clone())));
        }
    }
    for (key, before) in undo.into_iter().rev() {
        match before {
            Some(record) => drop(community.put(record)),
            None => drop(community.remove(&key)),
        }
    }
}

/// What an act is, by the first names of its intent.
fn kind(entry: &Entry) -> String {
    let text = format!("{:?}", entry.act.intent);
    let name = |text: &str| text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned();
    let step = text.split_once("step: ").or_else(|| text.split_once("due: ")).map(|(_, step)| name(step));
    [Some(name(&text)), step].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Records that nobody in the sequences has to do with, under names of their own.
fn ballast(starts: &Starts, count: usize) -> Vec<Record> {
    let mut all = Vec::new();
    for copy in 0.. {
        for (from, world) in starts.all().enumerate() {
            let elsewhere = copy % 2 == 0;
            let records = world.community.records();
            let names: BTreeSet<String> = records
                .iter()
                .map(Record::key)
                .filter(|key| elsewhere || !matches!(key.k, Kind::Grid | Kind::Building | Kind::Courtyard | Kind::Unit))
                .map(|key| key.id)
                // A receipt is a name too: no other signature may have it.
                .chain(world.community.all_cosignatures().map(|signature| signature.receipt.0.clone()))
                .collect();
            let kept = records.iter().filter(|record| if elsewhere { is_of_a_grid(record) } else { is_over(record) });
            for record in kept {
                if all.len() == count {
                    return all;
                }
                let mut value = serde_json::to_value(record).expect("a record is JSON");
                rename(&mut value, &names, &format!("~{copy}-{from}"));
                all.push(serde_json::from_value(value).expect("a record still"));
            }
        }
    }
    all
}

/// All but what there is once in a community.
fn is_of_a_grid(record: &Record) -> bool {
    match &record.body {
        Body::District(_) | Body::Subdistrict(_) | Body::Quarter(_) | Body::Charter(_) => false,
        Body::Office(office) => office.scope != Scope::Community,
        _ => true,
    }
}

/// What may stand beside the sequences' own matters in their own grid without a say in them.
fn is_over(record: &Record) -> bool {
    match &record.body {
        Body::Topic(topic) => topic.state.is_terminal(),
        Body::Meeting(meeting) => meeting.ended.is_some() && !meeting.regular,
        Body::Person(_) | Body::Household(_) | Body::Device(_) | Body::Review(_) | Body::Lead(_) => true,
        Body::Attendance(_) | Body::Vote(_) | Body::Ballot(_) | Body::Minutes(_) => true,
        _ => false,
    }
}

fn rename(value: &mut Value, names: &BTreeSet<String>, suffix: &str) {
    match value {
        Value::String(text) if names.contains(text.as_str()) => text.push_str(suffix),
        Value::Array(values) => values.iter_mut().for_each(|value| rename(value, names, suffix)),
        // People are called `member` and `chair`, and so are capacities and posts.
        Value::Object(values) => {
            values
                .iter_mut()
                .filter(|(key, _)| !["capacity", "post", "role"].contains(&key.as_str()))
                .for_each(|(_, value)| rename(value, names, suffix));
        }
        _ => {}
    }
}

fn print(rows: &BTreeMap<String, Row>) {
    println!(
        "{:<32}{:>6}{:>10}{:>10}{:>10}{:>9}",
        "µs an act beside", "acts", "nothing", "1 demo", "10 demos", "10 to 1"
    );
    let mut sum = Row::default();
    for (kind, row) in rows {
        line(kind, row);
        sum.acts += row.acts;
        (0..SIZES.len()).for_each(|column| sum.took[column] += row.took[column]);
    }
    line("all", &sum);
}

fn line(kind: &str, row: &Row) {
    let [nothing, once, ten] = row.took.map(|took| took.as_secs_f64() * 1e6 / f64::from(row.acts.max(1)));
    println!("{kind:<32}{:>6}{nothing:>10.2}{once:>10.2}{ten:>10.2}{:>9.2}", row.acts, ten / once);
}

impl Starts {
    /// Every world in which sequences begin.
    fn all(&self) -> impl Iterator<Item = &World> {
        [&self.raising, &self.meetings, &self.decisions, &self.elections].into_iter().flatten()
    }
}
