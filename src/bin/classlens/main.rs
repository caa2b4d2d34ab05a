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

/// What one can do, for who types the name alone.
const START: &str = "\
classlens counts whose working life news articles are about: professional, middle or low-wage.

  classlens audit ARTICLES -o AUDIT   read a folder, JSON Lines, CSV, a feed or a web archive
  classlens serve AUDIT --open        look at it in the browser: search, compare, charts, people
  classlens summary AUDIT             shares by outlet, with intervals
  classlens search AUDIT QUERY        articles that a query finds
  classlens report AUDIT -o page.html one page with all findings, to print or send
  classlens draft FILE                what a text of yours covers, before it is printed

classlens help lists every command, and classlens help COMMAND its options.
";

/// Runs the program with the arguments of this process.
#[must_use]
pub fn main() -> ExitCode {
    run(std::env::args_os())
}

/// Makes panics of this process print where they were and what they say, and nothing that they quote.
fn print_panics_without_quotes() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map_or_else(String::new, |place| format!(" at {}:{}", place.file(), place.line()));
        let cause = classlens::article::panic_cause(info.payload());
        eprintln!("classlens: internal error{place}: {cause}; please report it");
    }));
}

/// Runs the program with these arguments, of which the first is its name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    print_panics_without_quotes();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    if arguments.len() == 1 {
        // A closed standard output is no failure of ours.
        let _ = std::io::Write::write_all(&mut std::io::stdout().lock(), START.as_bytes());
        return ExitCode::SUCCESS;
    }
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
