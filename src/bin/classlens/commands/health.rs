//! `classlens health`: what a corpus holds and what it lacks.

use std::process::ExitCode;

use classlens::copies::Suspicion;
use classlens::findings::health::{articles, count_refused, refused, sentences, volume};
use classlens::record::{ParquetGroups, Table, rows_of_articles};
use classlens::summarize::{FAR, Health};

use crate::args::{Format, Global, HealthArgs, HealthTable};
use crate::commands::{axes_of, open_audit};
use crate::output::{self, say};

pub fn run(global: &Global, args: &HealthArgs) -> anyhow::Result<ExitCode> {
    let (folder, manifest) = open_audit(&args.audit)?;
    let axes = axes_of(&args.by)?;
    let mut health = Health::new(&axes);
    let mut ids = Vec::new();
    let path = folder.articles();
    for group in ParquetGroups::open(&path)? {
        let group = group?;
        let rows = rows_of_articles(&group, 0..group.n_rows(), &manifest.tiers);
        for row in rows.map_err(|reason| anyhow::anyhow!("{}: {reason}; run the audit again", path.display()))? {
            health.add(&row, &manifest.tiers);
            ids.push(row.id);
        }
    }
    count_refused(&mut health, &folder)?;
    let of_machine = (global.format != Format::Table).then_some(HealthTable::Articles);
    let wanted = args.table.or(of_machine);
    let wants = |table| wanted.is_none_or(|wanted| wanted == table);
    let shown = if global.format == Format::Table && args.top > 0 { args.top } else { usize::MAX };
    if wants(HealthTable::Articles) {
        section(global, "Articles, largest groups first", &articles(&health, &axes), shown)?;
    }
    if wants(HealthTable::Volume) {
        let head = format!("Months with far more or fewer articles than their outlet has as a rule (|z| > {FAR})");
        section(global, &head, &volume(&health), shown)?;
    }
    if wants(HealthTable::Sentences) {
        let head = format!("Sentences in more than {} % of the articles of an outlet", args.share * 100.0);
        let suspicion = Suspicion { share: args.share, least_articles: args.least };
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        section(global, &head, &sentences(&folder, &manifest.tiers, &ids, suspicion)?, shown)?;
    }
    if wants(HealthTable::Refused) {
        section(global, "Refused records", &refused(&health), shown)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints the first rows of a table under its headline.
fn section(global: &Global, head: &str, table: &Table, shown: usize) -> anyhow::Result<()> {
    if table.n_rows() == 0 {
        say(global.format, &format!("{head}: none.\n"))?;
        return if global.format == Format::Table { Ok(()) } else { output::print(table, global.format) };
    }
    say(global.format, &format!("{head}:"))?;
    output::print(&table.first(shown), global.format)?;
    let left = table.n_rows().saturating_sub(shown);
    let more = if left > 0 { format!("{left} more rows (--top 0 prints all)\n") } else { String::new() };
    say(global.format, &more)
}
