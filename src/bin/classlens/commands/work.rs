//! `classlens work`: pay, schedules and reasons for leaving work, with intervals and bases.

use std::process::ExitCode;

use anyhow::{Context, bail};
use classlens::baseline::BASE_YEAR;
use classlens::folder::{AuditFolder, Manifest};
use classlens::lexicon::ScheduleKind;
use classlens::pay::Band;
use classlens::present::share_text;
use classlens::record::{Cell, Kind, Table, read_parquet, rows_of_hits};
use classlens::score::ArticleRow;
use classlens::summarize::{Axis, Median, Share, pay_by, reasons_by, schedules};

use crate::args::{Format, Global, WorkArgs, WorkTable};
use crate::commands::{articles_of, axes_of, open_audit};
use crate::output::{self, say};

pub fn run(global: &Global, args: &WorkArgs) -> anyhow::Result<ExitCode> {
    let (folder, manifest) = open_audit(&args.audit)?;
    let mut rows = articles_of(&folder, &manifest)?;
    rows.retain(|row| row.unscored.is_none());
    let axes = axes_of(&args.by)?;
    match args.table {
        WorkTable::Pay => pay(global.format, &axes, &manifest.tiers, &rows),
        WorkTable::Reasons => reasons(global.format, &axes, &manifest.tiers, &rows),
        WorkTable::Schedules if axes.is_empty() => schedule(global.format, &folder, &manifest, &rows),
        WorkTable::Schedules => bail!("--by does not go with schedules: they are counted beside each tier"),
    }
}

fn pay(format: Format, axes: &[Axis], tiers: &[String], rows: &[ArticleRow]) -> anyhow::Result<ExitCode> {
    let groups = pay_by(axes, tiers, rows);
    say(
        format,
        &format!(
            "Pay that articles name, an hour in dollars of {BASE_YEAR}, and its place among the wages of all jobs.\n\
             Medians over articles of their own medians; 95 % intervals, articles taken as independent.\n"
        ),
    )?;
    let bands = [Band::BottomThird, Band::Middle, Band::TopFifth];
    let mut columns = keys(axes);
    columns.extend(["articles", "with_pay", "amounts", "placed"].map(|name| (name.to_owned(), Kind::Int)));
    columns.extend(of_share(format, "share_with_pay"));
    columns.extend(of_median(format, "hourly"));
    columns.extend(of_median(format, "percentile"));
    bands.iter().for_each(|band| columns.extend(of_share(format, band.name())));
    let mut table = table_of(&columns);
    for (key, group) in &groups {
        let placed = group.median_percentile();
        let mut row = Row::of(key);
        [group.n_articles, group.n_with_pay, group.n_pay, placed.map_or(0, |m| m.n)].iter().for_each(|n| row.count(*n));
        row.share(format, group.share_with_pay());
        row.median(format, group.median_hour());
        row.median(format, placed);
        bands.iter().for_each(|band| row.share(format, group.share_in(*band)));
        table.push(&row.cells());
    }
    finish(format, &table, groups.values().any(|group| group.n_pay > 0))
}

fn reasons(format: Format, axes: &[Axis], tiers: &[String], rows: &[ArticleRow]) -> anyhow::Result<ExitCode> {
    let groups = reasons_by(axes, tiers, rows);
    say(
        format,
        "Reasons that articles give for leaving work: family and choice (pull), the workplace (push), both.\n\
         Shares of the articles that give any; 95 % intervals, articles taken as independent.\n",
    )?;
    let mut columns = keys(axes);
    columns.extend(["articles", "any", "pull", "push", "both"].map(|name| (name.to_owned(), Kind::Int)));
    for name in ["share_pull", "share_push", "share_both"] {
        columns.extend(of_share(format, name));
    }
    let mut table = table_of(&columns);
    for (key, group) in &groups {
        let mut row = Row::of(key);
        let counts = [group.n_pull, group.n_push, group.n_both];
        [group.n_articles, group.n_any()].iter().chain(&counts).for_each(|n| row.count(*n));
        counts.iter().for_each(|n| row.share(format, Share::of(*n, group.n_any())));
        table.push(&row.cells());
    }
    finish(format, &table, groups.values().any(|group| group.n_any() > 0))
}

fn schedule(
    format: Format,
    folder: &AuditFolder,
    manifest: &Manifest,
    rows: &[ArticleRow],
) -> anyhow::Result<ExitCode> {
    let table = read_parquet(&folder.hits())?;
    let hits = rows_of_hits(&table).map_err(anyhow::Error::msg);
    let hits = hits.with_context(|| format!("{}: run the audit again", folder.hits().display()))?;
    let figures = schedules(&manifest.tiers, rows, &hits);
    say(
        format,
        "Kinds of schedule beside the workers they are told of. A tier is named by any sign but a schedule.\n\
         Rates per 1,000 tokens of the articles that name the tier; 95 % intervals, articles and sentences taken as\n\
         independent.\n",
    )?;
    let mut columns: Vec<(String, Kind)> = ["kind", "beside"].map(|name| (name.to_owned(), Kind::Text)).to_vec();
    columns.extend(["articles", "with_kind"].map(|name| (name.to_owned(), Kind::Int)));
    columns.extend(of_share(format, "share"));
    columns.push(("rate".to_owned(), Kind::Float));
    columns.extend(["sentences", "naming_it"].map(|name| (name.to_owned(), Kind::Int)));
    columns.extend(of_share(format, "share_of_sentences"));
    let mut table = table_of(&columns);
    for (kind, figures) in ScheduleKind::ALL.iter().zip(&figures) {
        for (tier, beside) in manifest.tiers.iter().zip(&figures.tiers) {
            let mut row = Row::of(&[kind.name().to_owned(), tier.clone()]);
            row.count(beside.n_articles);
            row.count(beside.n_with);
            row.share(format, Share::of(beside.n_with, beside.n_articles));
            row.0.push(Value::Float(beside.rate()));
            row.count(figures.n_sentences);
            row.count(beside.n_sentences);
            row.share(format, Share::of(beside.n_sentences, figures.n_sentences));
            table.push(&row.cells());
        }
    }
    finish(format, &table, figures.iter().any(|figures| figures.n_sentences > 0))
}

/// A row that owns its texts.
struct Row(Vec<Value>);

enum Value {
    Text(String),
    Count(u64),
    Float(Option<f64>),
}

impl Value {
    fn cell(&self) -> Cell<'_> {
        match self {
            Self::Text(text) => Cell::Text(text),
            Self::Count(n) => Cell::count(*n),
            Self::Float(number) => Cell::float(*number),
        }
    }
}

impl Row {
    fn of(key: &[String]) -> Self {
        Self(key.iter().cloned().map(Value::Text).collect())
    }

    fn count(&mut self, n: u64) {
        self.0.push(Value::Count(n));
    }

    /// One readable cell for people, three numbers for machines.
    fn share(&mut self, format: Format, share: Option<Share>) {
        if format == Format::Table {
            self.0.push(Value::Text(share_text(share)));
        } else {
            let parts = share.map(|s| [s.share, s.low, s.high]);
            self.0.extend((0..3).map(|at| Value::Float(parts.map(|parts| parts[at]))));
        }
    }

    fn median(&mut self, format: Format, median: Option<Median>) {
        if format == Format::Table {
            let text = median.map(|m| format!("{:.1} [{:.1}–{:.1}]", m.middle, m.low, m.high));
            self.0.push(Value::Text(text.unwrap_or_else(|| "–".to_owned())));
        } else {
            let parts = median.map(|m| [m.middle, m.low, m.high]);
            self.0.extend((0..3).map(|at| Value::Float(parts.map(|parts| parts[at]))));
        }
    }

    fn cells(&self) -> Vec<Cell<'_>> {
        self.0.iter().map(Value::cell).collect()
    }
}

fn keys(axes: &[Axis]) -> Vec<(String, Kind)> {
    axes.iter().map(|axis| (axis.name().to_owned(), Kind::Text)).collect()
}

fn of_share(format: Format, name: &str) -> Vec<(String, Kind)> {
    if format == Format::Table {
        return vec![(name.to_owned(), Kind::Text)];
    }
    ["", "_low", "_high"].map(|part| (format!("{name}{part}"), Kind::Float)).to_vec()
}

fn of_median(format: Format, name: &str) -> Vec<(String, Kind)> {
    of_share(format, &format!("median_{name}"))
}

fn table_of(columns: &[(String, Kind)]) -> Table {
    let columns: Vec<(&str, Kind)> = columns.iter().map(|(name, kind)| (name.as_str(), *kind)).collect();
    Table::new(&columns)
}

fn finish(format: Format, table: &Table, found: bool) -> anyhow::Result<ExitCode> {
    output::print(table, format)?;
    Ok(if found { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
