//! Representation ratios by tier under each survey and each rule of what a tier is.

use std::ops::ControlFlow;

use crate::audit::selection::{HitText, HitWords};
use crate::audit::{Answer, Audit, AuditError, Selection};
use crate::baseline::Survey;
use crate::findings::{Ground, Grounded};
use crate::lexicon::Lexicon;
use crate::record::{Cell, Kind, Table};
use crate::score::HitRow;
use crate::summarize::Resampling;
use crate::summarize::population::Ratio;

/// What decides the tier of a mention and of employment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// As `baseline` has it.
    Stated,
    /// A mention has the tier of its occupation, whatever its entry states.
    Occupation,
    /// A row of the survey is not split.
    WholeRows,
}

impl Rule {
    const ALL: [(Self, &'static str); 3] = [
        (Self::Stated, "tier of the hit, rows split by jobs"),
        (Self::Occupation, "tier of the occupation, rows split by jobs"),
        (Self::WholeRows, "tier of the hit, rows in the tier of most of their jobs"),
    ];
}

impl Audit {
    /// Ratios by tier of all articles under other choices; see [`Selection::ratio_choices`].
    ///
    /// # Errors
    /// As there.
    pub fn ratio_choices(&self) -> Result<Option<Answer>, AuditError> {
        self.all()?.ratio_choices()
    }
}

impl Selection<'_> {
    /// Ratio of mentions to employment by tier, against each survey and by each rule: a row a choice and tier. `None`
    /// where no occupation is named.
    ///
    /// # Errors
    /// When the hits cannot be read, or the lexicon is another one.
    pub fn ratio_choices(&self) -> Result<Option<Answer>, AuditError> {
        let lexicon = self.audit.lexicon()?;
        let mut words = HitWords::default();
        let hits = self.hits(HitText::LeftOut, &mut words, &mut || ControlFlow::Continue(()))?.unwrap_or_default();
        let by_occupation = with_tier_of_occupation(lexicon, &hits);
        let mut choices = Vec::new();
        for (_, survey) in Survey::ALL {
            for (rule, name) in Rule::ALL {
                let hits = if rule == Rule::Occupation { &by_occupation } else { &hits };
                let corpus = Grounded {
                    rows: &self.rows,
                    hits,
                    lexicon,
                    weights: vec![1.0; self.rows.len()],
                    clusters: vec![0; self.rows.len()],
                    resampling: Resampling { replicates: 0, seed: 0 },
                };
                let ground = Ground::new(&corpus, survey);
                let ratios = match rule {
                    Rule::WholeRows => ground.tier_ratios_of_whole_rows(),
                    Rule::Stated | Rule::Occupation => ground.tier_ratios(),
                };
                if !ground.is_empty() {
                    choices.push(Choice { survey, rule: name, ratios });
                }
            }
        }
        Ok((!choices.is_empty()).then(|| answer(&choices, &lexicon.tiers)))
    }
}

struct Choice {
    survey: Survey,
    rule: &'static str,
    ratios: Vec<Ratio>,
}

/// Hits of occupations, each with the tier of its code.
fn with_tier_of_occupation<'a>(lexicon: &'a Lexicon, hits: &[HitRow<'a>]) -> Vec<HitRow<'a>> {
    let tier = |entry: &'a crate::lexicon::Entry| {
        let occupation = lexicon.occupations.get(entry.soc.as_deref()?)?;
        Some((entry.id.as_str(), occupation.tier.as_str()))
    };
    let tiers: std::collections::HashMap<&str, &str> = lexicon.entries.iter().filter_map(tier).collect();
    hits.iter().map(|hit| HitRow { tier: tiers.get(hit.entry).copied().unwrap_or(hit.tier), ..*hit }).collect()
}

fn answer(choices: &[Choice], tiers: &[String]) -> Answer {
    let mut table = Table::new(&[
        ("survey", Kind::Text),
        ("population", Kind::Text),
        ("rule", Kind::Text),
        ("tier", Kind::Text),
        ("mentions", Kind::Int),
        ("mentions_%", Kind::Float),
        ("employed_%", Kind::Float),
        ("ratio", Kind::Float),
    ]);
    for choice in choices {
        for ratio in &choice.ratios {
            table.push(&[
                Cell::Text(choice.survey.name()),
                Cell::Text(choice.survey.population()),
                Cell::Text(choice.rule),
                Cell::Text(&tiers[ratio.class]),
                Cell::count(ratio.observed.round() as u64),
                Cell::Float(ratio.share * 100.0),
                Cell::Float(ratio.expected_share * 100.0),
                Cell::Float(ratio.ratio),
            ]);
        }
    }
    let range = |(tier, name): (usize, &String)| {
        let own = choices.iter().flat_map(|choice| &choice.ratios).filter(|ratio| ratio.class == tier);
        let (low, high) = own.fold((f64::MAX, f64::MIN), |(low, high), r| (low.min(r.ratio), high.max(r.ratio)));
        (low <= high).then(|| format!("{name}: ratio {low:.2}–{high:.2}."))
    };
    let before =
        format!("\nClaim: mentions by tier against employment, under {} choices of survey and rule.\n", choices.len());
    let after = tiers.iter().enumerate().filter_map(range).collect();
    Answer { before: vec![before], n_found: table.n_rows() as u64, table, after }
}
