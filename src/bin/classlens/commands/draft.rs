//! `classlens draft`: a text that is in no audit, read as the browser reads a draft. Nothing is stored.

use std::io::{Read, Write, stdin, stdout};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use classlens::audit::{DraftText, MAX_DRAFT_CHARS, read_draft};
use classlens::engine::Engine;
use classlens::present::Style;

use crate::args::{DraftArgs, Format, Global};
use crate::commands::lexicon_of;
use crate::output::print_answer_styled;

/// Longest cell: a sentence to look at.
const WIDTH: usize = 170;
/// No character has more bytes; a draft of more is too long whatever is in it, unless it is a page.
const MAX_BYTES: u64 = MAX_DRAFT_CHARS as u64 * 4 * 16;

pub fn run(global: &Global, args: &DraftArgs) -> anyhow::Result<ExitCode> {
    let name = args.file.display().to_string();
    let bytes = bytes_of(&args.file).with_context(|| format!("{name}: cannot be read"))?;
    let engine = Engine::new(lexicon_of(global)?)?;
    let text = DraftText::of_file(&bytes, args.title.as_deref()).with_context(|| name.clone())?;
    let read = read_draft(&engine, &text.title, &text.body).with_context(|| name)?;
    if global.format == Format::Json {
        let mut out = stdout().lock();
        serde_json::to_writer_pretty(&mut out, &read.reading)?;
        writeln!(out)?;
    } else {
        print_answer_styled(&read.answer(&text), global.format, Style { max_cell: WIDTH })?;
    }
    if global.format != Format::Table && !global.quiet {
        text.remarks.iter().chain(&read.remarks()).for_each(|remark| eprintln!("note: {remark}"));
    }
    Ok(if read.finds_something() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn bytes_of(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        stdin().lock().take(MAX_BYTES).read_to_end(&mut bytes)?;
    } else {
        std::fs::File::open(path)?.take(MAX_BYTES).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}
