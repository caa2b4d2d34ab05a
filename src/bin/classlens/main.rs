//! The command line of classlens.
//!
//! Exit codes: 0 done, 1 nothing found or a check failed, 2 could not run.
//!
//! The Python wheel builds this file as a library and calls [`run`] with the arguments of its script.

mod account;
mod args;
mod search_args;
mod commands;
mod config;
mod flags;
mod output;
mod progress;

use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the program with the arguments of this process.
#[must_use]
pub fn main() -> ExitCode {
    run(std::env::args_os())
}

/// Runs the program with these arguments, of which the first is its name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    match config::parse(arguments).and_then(|cli| commands::run(&cli)) {
        Ok(code) => code,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("classlens: {}", flags::text(&error));
            ExitCode::from(2)
        }
    }
}

/// `classlens … | head` ends the reading side early: no failure of ours.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<std::io::Error>().is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
    })
}
