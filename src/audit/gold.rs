//! Codes of people against what the program says: agreement, scores, confusion, corrected shares.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::audit::{Answer, Audit, AuditError, EstimateOptions, Readers, Subset, gold_tables};
use crate::findings::Corrected;
use crate::record::{Axis, Cell, Kind, Table};
use crate::score::{ArticleRow, Calibration};
use crate::summarize::Estimator;
use crate::validate::plan::{Plan, PlannedDocument, read_plan};
use crate::validate::prevalence::GoldDocument;
use crate::validate::{
    AgreedCode, Codebook, Coding, Codings, FOCUS, GoldRecord, JUDGED, Placed, agree, answers, place, read_codings,
    read_predictions, reliability,
};

/// Labels by variable, by article.
type Answers = BTreeMap<String, BTreeMap<String, String>>;

/// What is scored, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldOptions {
    /// Codes: sheets as CSV, JSON Lines, exports of doccano or Label Studio.
    pub codes: Vec<PathBuf>,
    /// The plan the articles were drawn by.
    pub plan: Option<PathBuf>,
    /// Ids of the articles the coded ones were drawn from; else those of the plan, else all of the audit.
    pub population: Option<BTreeSet<String>>,
    /// Cross-validated answers for articles the weights were fitted on.
    pub predictions: Option<PathBuf>,
    /// Seed of the draws.
    pub seed: u64,
}

/// Codes that an audit keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptCodes {
    /// Coded articles; 0 where the file cannot be read.
    pub n: usize,
    /// Of these, articles that other codes do not have.
    pub n_lost: usize,
    /// The files they come from, or why they cannot be read.
    pub files: String,
}

/// Codes and answers side by side.
#[derive(Debug)]
pub struct GoldScore<'a> {
    audit: &'a Audit,
    rows: Vec<ArticleRow>,
    pub(super) codebook: Codebook,
    codings: Codings,
    /// Judgements of readers, each with what the program says of the article.
    pub(super) judged: Vec<(Coding, String)>,
    pub(super) agreed: Vec<AgreedCode>,
    /// Label by variable that the program gives each coded document, by id.
    pub(super) said: Answers,
    pub(super) record: GoldRecord,
    /// All codes, where the others are those of a subset.
    whole: Option<Whole>,
    remarks: Vec<String>,
    plan: Option<Plan>,
}

/// The codes of all articles, and how many articles they were drawn from.
#[derive(Debug)]
struct Whole {
    record: GoldRecord,
    n_population: usize,
}

impl Audit {
    /// Reads the codes of people, and sets them beside what the audit says.
    ///
    /// # Errors
    /// When a file cannot be read, or names articles that the audit does not have.
    pub fn gold_score(&self, options: &GoldOptions) -> Result<GoldScore<'_>, AuditError> {
        let rows = self.rows(None)?;
        let (lexicon, manifest) = (self.given_lexicon()?, self.manifest());
        let codebook = Codebook::new(self.tiers(), &Codebook::of(lexicon).proposals);
        let paths: Vec<&Path> = options.codes.iter().map(AsRef::as_ref).collect();
        let mut codings = read_codings(&paths, &codebook)?;
        let judged = self.judgements(&mut codings, &rows, &codebook)?;
        let agreed = agree(&codings.codings);
        let predictions = options.predictions.as_deref().map(|path| read_predictions(path, &codebook)).transpose()?;
        let predictions = predictions.unwrap_or_default();
        let said = said(&rows, &agreed, &predictions, &codebook);
        let plan = options.plan.as_deref().map(|path| read_plan(path, &manifest.corpus_hash)).transpose()?;
        let foci: BTreeMap<String, String> = said.iter().map(|(id, said)| (id.clone(), said[FOCUS].clone())).collect();
        let placed = place(&agreed, &foci, plan.as_ref());
        let mut remarks = self.misfits(&placed);
        let same = lexicon.hash == manifest.lexicon_hash;
        let fitted_on = if same { Calibration::of(lexicon)? } else { None };
        let unknown =
            "Which articles the weights were fitted on is not known: the audit was made with another lexicon.";
        remarks.extend((!same).then(|| unknown.to_owned()));
        let in_fit = |d: &&GoldDocument| {
            !predictions.contains_key(&d.id) && fitted_on.as_ref().is_some_and(|c| c.fitted.saw(&d.id))
        };
        let name = |path: &Path| path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        let record = GoldRecord {
            lexicon_hash: manifest.lexicon_hash.clone(),
            corpus_hash: manifest.corpus_hash.clone(),
            files: paths.iter().map(|path| name(path)).collect(),
            predictions: options.predictions.as_deref().map(name),
            n_in_fit: placed.documents.iter().filter(in_fit).count() as u64,
            labels: codebook.variable(FOCUS).map(|v| v.labels.clone()).unwrap_or_default(),
            documents: placed.documents,
            judged: judged.iter().map(|(coding, said)| judged_document(coding, said)).collect(),
            population: self.population(options, plan.as_ref(), &rows)?,
            empty_strata: placed.empty_strata,
            seed: options.seed,
            refusal: None,
        };
        let n_population = rows.iter().filter(|row| record.covers(row)).count();
        let record = record.of_population(n_population);
        Ok(GoldScore { audit: self, rows, codebook, codings, judged, agreed, said, record, whole: None, remarks, plan })
    }

    /// The judgements of readers, those among the codes and those that the audit keeps, each with the focus that the program
    /// says; they are taken out of the codes, and those on articles that the audit does not have are left out.
    fn judgements(
        &self,
        codings: &mut Codings,
        rows: &[ArticleRow],
        codebook: &Codebook,
    ) -> Result<Vec<(Coding, String)>, AuditError> {
        let (named, drawn) = std::mem::take(&mut codings.codings).into_iter().partition(Coding::is_judged);
        codings.codings = drawn;
        let kept: Vec<Coding> = self.folder().judged(codebook)?;
        let named: Vec<Coding> = named;
        let of_reader = |coding: Coding| ((coding.id.clone(), coding.coder.clone()), coding);
        let all: BTreeMap<(String, String), Coding> = named.into_iter().chain(kept).map(of_reader).collect();
        let ids: BTreeSet<&str> = all.keys().map(|(id, _)| id.as_str()).collect();
        let said: BTreeMap<&str, &str> = rows
            .iter()
            .filter(|row| ids.contains(row.id.as_str()))
            .map(|row| (row.id.as_str(), row.focus.name(self.tiers())))
            .collect();
        let with_said = |coding: &Coding| Some((coding.clone(), (*said.get(coding.id.as_str())?).to_owned()));
        Ok(all.values().filter(|coding| coding.codes.contains_key(FOCUS)).filter_map(with_said).collect())
    }

    /// What does not fit between codes, audit and plan.
    fn misfits(&self, placed: &Placed) -> Vec<String> {
        let line = |what: &str, ids: &[String]| {
            let first = ids.first()?;
            Some(format!("{} coded articles are {what}, the first is `{first}`.", ids.len()))
        };
        let mut lines = Vec::new();
        lines.extend(line(&format!("not in {}", self.path().display()), &placed.unknown));
        lines.extend(line("not in the plan and left out of corrected shares", &placed.unplanned));
        if placed.n_uncoded > 0 {
            let n = placed.n_uncoded;
            lines.push(format!("{n} articles of the plan have no code: they count as missing at random."));
        }
        lines
    }

    /// The articles drawn from, where they are not the whole audit.
    fn population(
        &self,
        options: &GoldOptions,
        plan: Option<&Plan>,
        rows: &[ArticleRow],
    ) -> Result<Option<BTreeSet<String>>, AuditError> {
        let of_plan = || plan.and_then(|plan| plan.population.clone());
        let Some(ids) = options.population.clone().or_else(of_plan) else { return Ok(None) };
        let n_known = rows.iter().filter(|row| ids.contains(&row.id)).count();
        if n_known < ids.len() {
            let (n_missing, n) = (ids.len() - n_known, ids.len());
            return Err(AuditError::Population { n_missing, n, audit: self.path().to_owned() });
        }
        Ok(Some(ids))
    }
}

/// A judgement as a coded document that nobody drew.
fn judged_document(coding: &Coding, said: &str) -> GoldDocument {
    GoldDocument {
        id: coding.id.clone(),
        gold: coding.codes.get(FOCUS).cloned().unwrap_or_default(),
        said: said.to_owned(),
        sample: JUDGED.to_owned(),
        stratum: JUDGED.to_owned(),
        probability: None,
        cluster: None,
    }
}

/// What the program says of the coded articles; cross-validated answers replace those of the audit.
fn said(rows: &[ArticleRow], agreed: &[AgreedCode], predictions: &Answers, codebook: &Codebook) -> Answers {
    let coded: BTreeSet<&str> = agreed.iter().map(|code| code.id.as_str()).collect();
    let of_row = |row: &ArticleRow| {
        let mut said = answers(row, codebook);
        said.extend(predictions.get(&row.id).cloned().unwrap_or_default());
        (row.id.clone(), said)
    };
    rows.iter().filter(|row| coded.contains(row.id.as_str())).map(of_row).collect()
}

impl GoldScore<'_> {
    /// What does not fit between codes, audit and plan.
    #[must_use]
    pub fn remarks(&self) -> &[String] {
        &self.remarks
    }

    /// Tiers of the audit.
    #[must_use]
    pub fn tiers(&self) -> &[String] {
        self.audit.tiers()
    }

    /// The folder of the codes that the audit keeps.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        self.audit.folder().gold()
    }

    /// The articles of a subset alone. Their shares are corrected by the codes among them, with the probabilities these were
    /// drawn with; what the audit keeps are all codes.
    #[must_use]
    pub fn within(self, subset: &Subset) -> Self {
        let ids = subset.id_set();
        let n_population = self.rows.iter().filter(|row| self.record.covers(row)).count();
        let Self {
            audit,
            mut rows,
            codebook,
            mut codings,
            mut judged,
            mut agreed,
            mut said,
            record,
            remarks,
            plan,
            ..
        } = self;
        rows.retain(|row| ids.contains(&row.id));
        codings.codings.retain(|coding| ids.contains(&coding.id));
        judged.retain(|(coding, _)| ids.contains(&coding.id));
        agreed.retain(|code| ids.contains(&code.id));
        said.retain(|id, _| ids.contains(id));
        let documents = record.documents.iter().filter(|document| ids.contains(&document.id)).cloned().collect();
        let of_subset = GoldRecord { documents, ..record.clone() };
        let whole = Some(Whole { record, n_population });
        Self { audit, rows, codebook, codings, judged, agreed, said, record: of_subset, whole, remarks, plan }
    }

    /// The plan the articles were drawn by.
    #[must_use]
    pub fn plan(&self) -> Option<&Plan> {
        self.plan.as_ref()
    }

    /// Articles of the plan that have no code of the focus.
    #[must_use]
    pub fn uncoded(&self) -> Vec<&PlannedDocument> {
        let record = self.whole.as_ref().map_or(&self.record, |whole| &whole.record);
        let coded: BTreeSet<&str> = record.documents.iter().map(|document| document.id.as_str()).collect();
        let planned = self.plan.iter().flat_map(|plan| &plan.documents);
        planned.filter(|document| !coded.contains(document.id.as_str())).collect()
    }

    /// Coded articles of the audit that have a code of the focus.
    #[must_use]
    pub fn n_scored(&self) -> usize {
        self.record.documents.len()
    }

    /// Keeps the record in the audit folder, for corrected shares.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep(&self) -> Result<(), AuditError> {
        let record = self.whole.as_ref().map_or(&self.record, |whole| &whole.record);
        Ok(self.audit.folder().keep_gold(record)?)
    }

    /// What would be lost if the record took the place of the one that is kept; `None` where it has all of its articles
    /// that the audit still has.
    #[must_use]
    pub fn would_lose(&self) -> Option<KeptCodes> {
        let kept = match self.audit.folder().kept_gold()? {
            Ok(kept) => kept,
            Err(reason) => return Some(KeptCodes { n: 0, n_lost: 0, files: reason }),
        };
        let new: BTreeSet<&str> = self.record.documents.iter().map(|document| document.id.as_str()).collect();
        let here: BTreeSet<&str> = self.rows.iter().map(|row| row.id.as_str()).collect();
        let is_lost = |id: &str| here.contains(id) && !new.contains(id);
        let n_lost = kept.documents.iter().filter(|document| is_lost(&document.id)).count();
        (n_lost > 0).then(|| KeptCodes { n: kept.documents.len(), n_lost, files: kept.files.join(", ") })
    }

    /// What was wrong in the files, a row each.
    #[must_use]
    pub fn problems(&self) -> Answer {
        let codings = &self.codings;
        let coders: BTreeSet<&str> = codings.codings.iter().map(|c| c.coder.as_str()).collect();
        let mut before = vec![format!(
            "{} codings by {} coders ({}), {} records not coded, {} problems.",
            codings.codings.len(),
            coders.len(),
            coders.into_iter().collect::<Vec<_>>().join(", "),
            codings.n_open,
            codings.problems.len()
        )];
        let n_ties: u64 = self.agreed.iter().map(|code| code.n_ties).sum();
        if n_ties > 0 {
            let line = "in which no label has most coders: that of the coder read first counts";
            before.push(format!("{n_ties} codes {line}."));
        }
        let mut table = Table::new(&[("place", Kind::Text), ("problem", Kind::Text)]);
        for problem in &codings.problems {
            table.push(&[Cell::Text(&problem.place), Cell::Text(&problem.what)]);
        }
        Answer { before, ..Answer::of(table, codings.problems.len() as u64) }
    }

    /// Alpha of each variable, with an interval from `replicates` draws; machines read every variable, people those
    /// that have an alpha.
    #[must_use]
    pub fn agreement(&self, replicates: usize, readers: Readers) -> Answer {
        let found = reliability(&self.codings.codings, &self.codebook, replicates, self.record.seed);
        gold_tables::agreement(&found, readers)
    }

    /// Precision, recall and F1 of the focus by group, in groups with `min` coded articles or more.
    #[must_use]
    pub fn scores_by(&self, axes: &[Axis], min: u64) -> Answer {
        gold_tables::scores_by(&self.record.documents, (&self.rows, self.audit.tiers()), axes, min)
    }

    /// Shares without the errors of the program.
    #[must_use]
    pub fn corrected(&self, axes: &[Axis]) -> Corrected {
        let EstimateOptions { weight, method, resampling } = EstimateOptions::default();
        let estimator = Estimator::new(&self.rows, &weight, method, resampling);
        let (of, tiers) = ((&self.rows[..], &estimator), self.audit.tiers());
        match &self.whole {
            None => Corrected::of_record(self.record.clone(), of, tiers, axes),
            Some(Whole { record, n_population }) => Corrected::of_part(record.clone(), *n_population, of, tiers, axes),
        }
    }
}
