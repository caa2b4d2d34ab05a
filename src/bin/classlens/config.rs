//! `classlens.toml`: defaults for flags, found in the working folder or named with `--config`.
//!
//! A key is the name of a flag. Its value is added to the call as if it had been typed, unless
//! the flag was given, so a value is checked by the same rules and flags win.

use std::borrow::Cow;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use clap::parser::ValueSource;
use clap::{ArgMatches, CommandFactory, FromArgMatches};
use classlens::suggest::closest;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::args::Cli;

const NAME: &str = "classlens.toml";
/// Keys at the top, for every command.
const GLOBAL: [&str; 4] = ["lexicon", "quiet", "seed", "threads"];
/// Keys of the table `[audit]`.
const AUDIT: [&str; 12] = [
    "checkpoint",
    "csv",
    "date-order",
    "drop",
    "keep",
    "manifest",
    "map",
    "max-record",
    "memory",
    "output",
    "paths",
    "variables",
];
/// Keys that say how sources are read: without meaning where none are.
const READING: [&str; 7] = ["date-order", "drop", "keep", "manifest", "map", "max-record", "paths"];
/// Keys whose values are files or folders, from the folder of the file on.
const FILES: [&str; 5] = ["lexicon", "manifest", "output", "paths", "variables"];

/// The call with what the file adds to it; its first word is the name of the program.
///
/// # Errors
/// When the file cannot be read, has an unknown key, or a value that its flag does not take.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> anyhow::Result<Cli> {
    let mut call: Vec<OsString> = arguments.into_iter().collect();
    let typed = Cli::command().get_matches_from(&call);
    let chosen = typed.get_one::<PathBuf>("config").cloned();
    let path = chosen.clone().unwrap_or_else(|| PathBuf::from(NAME));
    if chosen.is_some() || path.exists() {
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let more = added(&path, &text, &typed)?;
        call.extend(more.iter().map(OsString::from));
        let again = Cli::command().try_get_matches_from(&call);
        if let Err(error) = again {
            let reason = error.to_string();
            bail!("{}: {}", path.display(), reason.trim_start_matches("error: ").trim_end());
        }
    }
    let matches = Cli::command().get_matches_from(&call);
    let mut cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    cli.global.call = call.iter().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    Ok(cli)
}

/// What the file says and the call does not.
fn added(path: &Path, text: &str, typed: &ArgMatches) -> anyhow::Result<Vec<String>> {
    let place = |byte: usize| format!("{}:{}", path.display(), text[..byte].matches('\n').count() + 1);
    let file = DeTable::parse(text)
        .map_err(|error| anyhow!("{}: {}", place(error.span().map_or(0, |span| span.start)), error.message()))?;
    let (audits, innermost) = innermost(typed);
    let mut more = Vec::new();
    for (key, value) in file.get_ref() {
        if let (true, DeValue::Table(table)) = (key.get_ref() == "audit", value.get_ref()) {
            for (key, value) in table {
                known(key, &AUDIT, &place)?;
                let reads = audits && !innermost.contains_id("from");
                if audits && (reads || !READING.contains(&key.get_ref().as_ref())) {
                    more.extend(words(path, key, value, innermost, &place)?);
                }
            }
        } else {
            let names: Vec<&str> = GLOBAL.iter().copied().chain(["audit"]).collect();
            known(key, &names, &place)?;
            more.extend(words(path, key, value, innermost, &place)?);
        }
    }
    Ok(more)
}

/// Whether the command called is `audit`, and the flags of the innermost command.
fn innermost(matches: &ArgMatches) -> (bool, &ArgMatches) {
    let audits = matches.subcommand_name() == Some("audit");
    let mut innermost = matches;
    while let Some((_, inner)) = innermost.subcommand() {
        innermost = inner;
    }
    (audits, innermost)
}

type Key<'i> = Spanned<Cow<'i, str>>;

fn known(key: &Key<'_>, names: &[&str], place: &dyn Fn(usize) -> String) -> anyhow::Result<()> {
    let name = key.get_ref().as_ref();
    if names.contains(&name) {
        return Ok(());
    }
    let meant = closest(name, names.iter().copied());
    let meant = meant.map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
    bail!("{}: unknown key `{name}`: use one of {}{meant}", place(key.span().start), names.join(", "))
}

/// A key and its value as they would be typed; nothing when the call has the flag.
fn words(
    path: &Path,
    key: &Key<'_>,
    value: &Spanned<DeValue<'_>>,
    typed: &ArgMatches,
    place: &dyn Fn(usize) -> String,
) -> anyhow::Result<Vec<String>> {
    let name = key.get_ref().as_ref();
    if typed.value_source(&name.replace('-', "_")) == Some(ValueSource::CommandLine) {
        return Ok(Vec::new());
    }
    let file = |value: &str| match path.parent() {
        Some(folder) if FILES.contains(&name) && value != "-" => folder.join(value).to_string_lossy().into_owned(),
        _ => value.to_owned(),
    };
    let word = |value: &str| if name == "paths" { file(value) } else { format!("--{name}={}", file(value)) };
    let wrong = |value: &Spanned<DeValue<'_>>| anyhow!("{}: `{name}` takes no such value", place(value.span().start));
    Ok(match value.get_ref() {
        DeValue::Boolean(true) => vec![format!("--{name}")],
        DeValue::Boolean(false) => Vec::new(),
        DeValue::Array(values) => {
            let text = |value: &Spanned<DeValue<'_>>| value.get_ref().as_str().map(word).ok_or_else(|| wrong(value));
            values.iter().map(text).collect::<Result<_, _>>()?
        }
        DeValue::Integer(number) => vec![word(number.as_str())],
        DeValue::String(text) => vec![word(text)],
        _ => return Err(wrong(value)),
    })
}
