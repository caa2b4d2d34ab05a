//! `classlens baseline`: occupations named against the working population.

use std::process::ExitCode;

use anyhow::bail;
use classlens::baseline::Survey;
use classlens::findings::occupations::{self as tables, Readers};
use classlens::findings::{self, Ground, Grounded};
use classlens::lexicon::Lexicon;
use classlens::record::{read_parquet, rows_of_hits};
use classlens::summarize::population::Classes;

use crate::args::{BaselineArgs, BaselineTable, Format, Global};
use crate::commands::{articles_of, lexicon_of_audit, open_audit};
use crate::output::{self, say};

/// What else to keep in mind with ratios.
const CAVEAT: &str = "\
as_workers is the ratio when mentions count by these parts. Collective names (federal workers, guest workers, health care
workers) carry the code of one occupation by convention. guarded_% is the part of an occupation's words that count only beside
words of working life (reporters, lawyers, police, executives …): such ratios are lower than bare counts would give.
against_women holds all mentions, of women and men, against the occupations of employed women.";

pub fn run(global: &Global, args: &BaselineArgs) -> anyhow::Result<ExitCode> {
    let tables = match (args.table, global.format) {
        (Some(table), _) => vec![table],
        (None, Format::Table) => {
            use BaselineTable::{Education, Groups, Occupations, Places, Profiled, Silence, Tiers, Wages};
            vec![Tiers, Profiled, Groups, Occupations, Silence, Wages, Places, Education]
        }
        (None, _) => {
            bail!("name one table: --table tiers, profiled, groups, occupations, wages, places, silence or education")
        }
    };
    if !(args.large.is_finite() && args.min.is_finite()) {
        bail!("--large and --min are finite numbers");
    }
    let (folder, manifest) = open_audit(&args.audit)?;
    let lexicon = lexicon_of_audit(global, &args.audit, &manifest)?;
    let rows = articles_of(&folder, &manifest)?;
    let hits = read_parquet(&folder.hits())?;
    let hits = rows_of_hits(&hits).map_err(anyhow::Error::msg)?;
    let weights = args.estimate.weight()?.of(&rows).of;
    let Some((by, clusters)) = args.estimate.method().clusters(&rows) else {
        bail!("an article names several occupations: take --interval outlet, outlet-week or story");
    };
    let resampling = args.estimate.resampling(global.seed);
    let corpus = Grounded { rows: &rows, hits: &hits, lexicon: &lexicon, weights, clusters, resampling };
    let mut last = None;
    let mut found = false;
    for table in tables {
        let survey = match table {
            BaselineTable::Wages | BaselineTable::Places | BaselineTable::Education => Survey::Oews,
            _ => args.survey.survey(),
        };
        let fresh = !matches!(&last, Some((known, _)) if *known == survey);
        if fresh {
            last = Some((survey, Ground::new(&corpus, survey)));
        }
        let (_, ground) = last.as_ref().expect("it was just made");
        if ground.is_empty() {
            break;
        }
        found = true;
        if fresh {
            head(global.format, ground, by.name(), args.estimate.replicates)?;
        }
        print(global.format, args, &lexicon, ground, table)?;
    }
    if !found {
        say(global.format, "No occupation of the survey is named in this audit.")?;
        return Ok(ExitCode::from(1));
    }
    let precision = findings::mentions_and_workers(&lexicon);
    say(global.format, &format!("\nRead ratios with this in mind. {precision}\n{CAVEAT}"))?;
    Ok(ExitCode::SUCCESS)
}

/// Survey, years, what is left out, what intervals rest on.
fn head(format: Format, ground: &Ground<'_>, by: &str, replicates: u32) -> anyhow::Result<()> {
    let mentions = ground.mentions();
    let survey = mentions.figures.survey;
    let n = mentions.n_articles;
    say(format, &format!("Held against {} ({}), {}.", survey.name(), survey.population(), ground.years()))?;
    say(
        format,
        &format!(
            "{n} articles name an occupation: {} in a year with figures, {} held against the nearest year with figures, \
             {} undated held against the commonest.",
            mentions.n_own_year,
            n - mentions.n_own_year - mentions.n_undated,
            mentions.n_undated
        ),
    )?;
    let named = mentions.n_entries.iter().filter(|n| **n > 0).count();
    say(
        format,
        &format!(
            "The lexicon has words for {named} of {} occupations, {}; the others are left out on both sides, and {} hits of \
             occupations that the survey has no row for.",
            mentions.n_entries.len(),
            ground.covered(&Classes::occupations(mentions)),
            mentions.n_outside
        ),
    )?;
    let drawn = ground.drawn();
    let few = if drawn.n_effective() < classlens::summarize::FEW_CLUSTERS { ": few, a rough guide" } else { "" };
    say(
        format,
        &format!(
            "Intervals of 95 % by bootstrap over {} clusters ({by}), as uneven as {:.1} equal ones{few}; {replicates} replicates.",
            drawn.n_clusters(),
            drawn.n_effective()
        ),
    )
}

fn print(
    format: Format,
    args: &BaselineArgs,
    lexicon: &Lexicon,
    ground: &Ground<'_>,
    table: BaselineTable,
) -> anyhow::Result<()> {
    let (readers, limit) =
        if format == Format::Table { (Readers::People, args.limit) } else { (Readers::Machines, usize::MAX) };
    let mentions = ground.mentions();
    let mut note = None;
    let (title, table) = match table {
        BaselineTable::Tiers => {
            let classes = findings::tiers(mentions, lexicon);
            ("By tier of the occupation", tables::ratios(readers, ground, &ground.lines(&classes, 0.0), usize::MAX))
        }
        BaselineTable::Profiled => (
            "Persons profiled (named, with age, work, pay or employer) whose tier is told",
            tables::profiled(ground, &lexicon.tiers),
        ),
        BaselineTable::Groups => {
            let classes = findings::major_groups(mentions);
            let moves = ground.year_moves(&classes);
            note =
                Some(format!("Held against the figures of any single year, no ratio moves by more than {moves:.0} %."));
            ("By major group of SOC 2018", tables::ratios(readers, ground, &ground.lines(&classes, 0.0), usize::MAX))
        }
        BaselineTable::Occupations => {
            let classes = Classes::occupations(mentions);
            (
                "By occupation, the largest first",
                tables::ratios(readers, ground, &ground.lines(&classes, args.min), limit),
            )
        }
        BaselineTable::Wages => {
            let classes = Classes::wage_fifths(mentions);
            (
                "By fifth of jobs, 1 the lowest paid",
                tables::ratios(readers, ground, &ground.lines(&classes, 0.0), usize::MAX),
            )
        }
        BaselineTable::Places => {
            if let Some((_, Some(without))) = ground.places() {
                let (title, percent) = (without.title, without.part * 100.0);
                note = Some(format!("The commonest occupation is {title}, {percent:.1} % of mentions."));
            }
            ("Places of mentions on the wage distribution of jobs", tables::places(ground))
        }
        BaselineTable::Silence => (
            "Large occupations named in fewer articles than in proportion",
            tables::silence(ground, args.large / 100.0, limit),
        ),
        BaselineTable::Education => {
            let classes = findings::education(mentions, lexicon);
            (
                "By typical entry education of the occupation, beside participation of persons aged 25 and over",
                tables::education(readers, ground, &ground.lines(&classes, 0.0)),
            )
        }
    };
    say(format, &format!("\n{title}"))?;
    output::print(&table, format)?;
    note.map_or(Ok(()), |note| say(format, &note))
}
