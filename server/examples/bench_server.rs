//! Server: the server of `make bench`. The demo community as `server demo` founds it, with one difference in its
//! founding records, none in its law: 宋敏 holds her post of full-time worker in all seven grids, so that one phone is
//! to be shown every door. All else (router, writer, store, signatures, redaction) is the server as it is.
//!
//! `bench_server --data FOLDER --listen 127.0.0.1:3000 --site target/site --hashes target/release/hash.txt`

use clap::Parser;
use rulebook::{
    Body, Record,
    people::{Office, Role, Scope},
};
use server::{
    accept, logs,
    run::{self, Beginning},
    settings::Given,
};
use std::io;

/// Who sees everything in the bench.
const EVERYWHERE: &str = "p-w-03";

#[derive(Parser)]
struct Words {
    #[command(flatten)]
    given: Given,
}

fn main() -> io::Result<()> {
    let settings = Words::parse().given.settle()?;
    logs::start(&settings);
    let kept = run::open(&settings.data, Some(beginning))?;
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        let running = run::start(settings, kept).await?;
        println!("http://{}", running.address);
        accept::asked_to_stop().await;
        running.stop().await
    })
}

/// The demo's beginning, and the post in the other six grids.
fn beginning() -> Beginning {
    let mut beginning = run::demo_beginning();
    let posts: Vec<Office> = beginning.records.iter().filter_map(post).collect();
    let hers = posts.iter().find(|o| o.person.as_str() == EVERYWHERE && o.role == Role::FullTimeGridWorker);
    let Some(hers) = hers.cloned() else { return beginning };
    let grids = beginning.records.iter().filter_map(|record| match &record.body {
        Body::Grid(grid) => Some(grid.id.clone()),
        _ => None,
    });
    let others: Vec<Record> = grids
        .filter(|grid| !matches!(&hers.scope, Scope::Grid(own) if own == grid))
        .map(|grid| Office { id: format!("o-bench-{grid}").into(), scope: Scope::Grid(grid), ..hers.clone() })
        .map(Record::made)
        .collect();
    beginning.records.extend(others);
    beginning
}

fn post(record: &Record) -> Option<Office> {
    match &record.body {
        Body::Office(office) => Some(office.clone()),
        _ => None,
    }
}
