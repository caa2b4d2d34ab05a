//! `classlens delete`.

use std::process::ExitCode;

use anyhow::bail;
use classlens::audit::{Deletion, parse_query};
use classlens::pipeline::delete;

use crate::args::{DeleteArgs, Global};
use crate::commands::search::found_code;
use crate::commands::{audit, index, open_audit};
use crate::output::say;

pub fn run(global: &Global, args: &DeleteArgs) -> anyhow::Result<ExitCode> {
    let opened = open_audit(global, &args.audit)?;
    let text = opened.expanded(&args.query)?;
    let query = parse_query(&text)?;
    let manifest = opened.manifest();
    let store = index::open_or_rebuild(global, opened.folder(), manifest, &args.audit)?;
    let n = store.count(&query)?;
    if args.dry_run {
        say(global.format, &format!("{n} of {} articles would be deleted", manifest.n_articles))?;
        return Ok(found_code(n));
    }
    if !args.yes && (text.trim().is_empty() || n * 2 > manifest.n_articles) {
        let all = manifest.n_articles;
        bail!("{n} of {all} articles would be deleted, and nothing was: give --yes if that is meant");
    }
    drop(store);
    let when = jiff::Timestamp::now().round(jiff::Unit::Second)?.to_string();
    let deletion = Deletion::by(text.into_owned(), when);
    let (n, inherited) = delete(&args.audit, &query, deletion)?;
    if !global.quiet {
        audit::remarks_on_inherited(&inherited, &args.audit);
    }
    say(global.format, &format!("{n} of {} articles deleted", manifest.n_articles))?;
    Ok(found_code(n))
}
