//! Server: what the program can be told to do.

use crate::{
    accept, codec,
    keeping::{folder, lock::Lock},
    logs,
    run::{self, Beginning},
    settings::{Given, Settings},
    writer::Writer,
};
use rulebook::{Intent, device::Offer};
use std::{io, path::PathBuf, sync::Arc};

/// Serves the community of the data folder until asked to stop.
///
/// # Errors
/// When the folder holds none, or the address is taken.
pub fn serve(given: Given) -> io::Result<()> {
    let settings = given.settle()?;
    let beginning = None;
    serve_with(settings, beginning)
}

/// Serves an invented community.
///
/// # Errors
/// When the folder or the address cannot be used.
pub fn demo(mut given: Given) -> io::Result<()> {
    let temporary = if given.data.is_none() { Some(temporary_folder()?) } else { None };
    given.data = given.data.or_else(|| temporary.clone());
    let ended = serve_with(given.settle()?, Some(run::demo_beginning));
    if let Some(folder) = temporary {
        std::fs::remove_dir_all(folder)?;
    }
    ended
}

/// Prints a one-time code that enrols a person's first device without a second screen: whoever can run
/// this holds the ledger anyway.
///
/// # Errors
/// When the ledger cannot be written or the law says no.
pub fn offer(given: Given, person: &str) -> io::Result<()> {
    let data = given.settle()?.data;
    let kept = run::open(&data, None)?;
    let key = Arc::new(kept.key);
    let code = codec::fresh_code()?;
    let offer = Offer::id_of(&code).ok_or_else(|| io::Error::other("no code could be made"))?;
    let (writer, house, writing) =
        Writer::start(kept.ledger, kept.clock, key.clone(), Arc::default()).map_err(io::Error::other)?;
    run::believed(&house, &key, &data)?;
    if house.read().community.person(&person.into()).is_none() {
        return Err(io::Error::other("no such person"));
    }
    runtime()?
        .block_on(writer.desk(Intent::OfferEnrolment { offer, person: person.into() }))
        .map_err(io::Error::other)?;
    drop(writer);
    let _ = writing.join();
    println!("{}", codec::grouped(&code));
    Ok(())
}

/// Prints the settings in effect.
///
/// # Errors
/// When the settings file cannot be read.
pub fn settings(given: Given) -> io::Result<()> {
    print!("{}", given.settle()?.print());
    Ok(())
}

/// Reads the ledger again and says what does not fit.
///
/// # Errors
/// When anything does not.
pub fn verify(given: Given) -> io::Result<()> {
    let ledger = folder::look(&given.settle()?.data)?;
    let found = crate::verify::verify(&ledger).map_err(io::Error::other)?;
    found.faults.iter().for_each(|fault| println!("{fault}"));
    println!("{} entries, {} records, {} faults", found.entries, found.records, found.faults.len());
    if found.faults.is_empty() { Ok(()) } else { Err(io::Error::other("the ledger and its records differ")) }
}

fn serve_with(settings: Settings, beginning: Option<fn() -> Beginning>) -> io::Result<()> {
    let _lock = Lock::take(&settings.data)?;
    logs::start(&settings);
    let kept = run::open(&settings.data, beginning)?;
    runtime()?.block_on(async {
        let running = run::start(settings, kept).await?;
        println!("http://{}", running.address);
        accept::asked_to_stop().await;
        running.stop().await
    })
}

fn runtime() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()
}

/// A folder of this run alone.
fn temporary_folder() -> io::Result<PathBuf> {
    use std::os::unix::fs::DirBuilderExt as _;
    let folder = std::env::temp_dir().join(format!("chengge-demo-{}", uuid::Uuid::now_v7()));
    std::fs::DirBuilder::new().mode(0o700).create(&folder)?;
    Ok(folder)
}
