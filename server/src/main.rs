//! Server: the program. Reads what it was told and does one thing.

use clap::{Parser, Subcommand};
use server::{commands, settings::Given};
use std::process::ExitCode;

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
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
