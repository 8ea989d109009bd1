//! Server: the program. Reads what it was told and does one thing.

use clap::{Parser, Subcommand};
use server::{commands, keeping, settings::Given};
use std::{path::PathBuf, process::ExitCode};

/// 橙格 Chengge: grid self-governance, from the door to the ledger.
#[derive(Parser)]
#[command(version)]
struct Program {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    given: Given,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the community of the data folder.
    Serve,
    /// Serve an invented community, in a temporary folder unless `--data` names one.
    Demo,
    /// Read a roster (CSV or XLSX) and tell what it would change; write it with `--apply`.
    Import(server::roster::Asked),
    /// Print a one-time code that enrols the first device of a person.
    Offer {
        /// The person's id.
        #[arg(long)]
        person: String,
    },
    /// Print the settings in effect.
    Settings,
    /// Read the whole ledger again and compare it with the records.
    Verify,
    /// Copy the data folder into a new folder under FOLDER, also while it is served, and check the copy.
    Backup {
        /// Where backups lie; each gets a folder of its own, named by community and time.
        folder: PathBuf,
    },
    /// Put a backup into the data folder; phones then offer again what it lacks.
    Restore {
        /// A folder that `backup` made.
        backup: PathBuf,
        /// Move aside what the data folder holds.
        #[arg(long)]
        replace: bool,
    },
    /// Say in plain words what the data folder holds, how it is, and what to do.
    Doctor,
    /// Write the ledger and its records as JSON lines.
    Export {
        /// A file that is not there yet, or `-` for standard output.
        file: PathBuf,
    },
    /// Take an export into an empty data folder.
    ImportLedger {
        /// A file that `export` wrote, or `-` for standard input.
        file: PathBuf,
    },
}

fn main() -> ExitCode {
    let Program { command, given } = Program::parse();
    let done = match command {
        Command::Serve => commands::serve(given),
        Command::Demo => commands::demo(given),
        Command::Import(asked) => server::roster::import(given, &asked),
        Command::Offer { person } => commands::offer(given, &person),
        Command::Settings => commands::settings(given),
        Command::Verify => commands::verify(given),
        Command::Backup { folder } => keeping::words::backup(given, &folder),
        Command::Restore { backup, replace } => keeping::words::restore(given, &backup, replace),
        Command::Doctor => keeping::words::doctor(given),
        Command::Export { file } => keeping::words::export(given, &file),
        Command::ImportLedger { file } => keeping::words::import_ledger(given, &file),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
