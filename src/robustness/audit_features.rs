//! An audit, ready to be scored again.

use std::collections::HashMap;

use crate::clean::Zone;
use crate::lexicon::Lexicon;
use crate::score::{ArticleRow, Calibration, Features, Focus, HitRow, Scorer, Sign, features_of_signs};

/// The articles of an audit as features and signs.
#[derive(Debug)]
pub struct AuditFeatures<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) rows: &'a [ArticleRow],
    pub(super) scorer: Scorer,
    pub(super) signs: Vec<Vec<Sign>>,
    pub(super) features: Vec<Features>,
}

/// What stops an audit from being scored again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AuditFeaturesError {
    /// A hit of an unknown entry.
    #[error("the audit has hits of the entry `{0}`, which the lexicon does not have: name the right one")]
    Entry(String),
    /// A hit of an unknown article.
    #[error("the audit has hits of the article `{0}`, which it does not list: score its texts again")]
    Article(String),
    /// The calibration does not fit the lexicon.
    #[error(transparent)]
    Calibration(#[from] crate::score::CalibrationError),
    /// Other scores than in the record.
    #[error("{n} articles score otherwise than in the record, the first is `{first}`: score its texts again")]
    Differs {
        /// Articles with another focus.
        n: usize,
        /// Id of the first.
        first: String,
    },
}

impl<'a> AuditFeatures<'a> {
    /// Puts the hits back into their articles and scores these again.
    ///
    /// # Errors
    /// When hits, articles, lexicon and record do not belong together.
    pub fn new(lexicon: &'a Lexicon, rows: &'a [ArticleRow], hits: &[HitRow<'_>]) -> Result<Self, AuditFeaturesError> {
        let entries: HashMap<&str, u32> = lexicon.entries.iter().map(|e| e.id.as_str()).zip(0..).collect();
        let articles: HashMap<&str, usize> = rows.iter().enumerate().map(|(at, row)| (row.id.as_str(), at)).collect();
        let mut signs = vec![Vec::new(); rows.len()];
        for hit in hits {
            let entry = *entries.get(hit.entry).ok_or_else(|| AuditFeaturesError::Entry(hit.entry.to_owned()))?;
            let article =
                *articles.get(hit.article).ok_or_else(|| AuditFeaturesError::Article(hit.article.to_owned()))?;
            let zone = [Zone::Headline, Zone::Lede, Zone::Body].into_iter().find(|zone| zone.name() == hit.zone);
            signs[article].extend(zone.map(|zone| Sign { entry, sentence: hit.sentence, zone }));
        }
        let of = |(row, signs): (&ArticleRow, &Vec<Sign>)| features(lexicon, row, signs.iter().copied());
        let features = rows.iter().zip(&signs).map(of).collect();
        let audit = Self { lexicon, rows, scorer: Scorer::new(lexicon)?, signs, features };
        let differs = |row: &ArticleRow, focus: Focus| row.unscored.is_none() && row.focus != focus;
        let foci = audit.features.iter().map(|features| audit.scorer.verdict(features).focus);
        let mut other = rows.iter().zip(foci).filter(|(row, focus)| differs(row, *focus));
        match other.next() {
            None => Ok(audit),
            Some((row, _)) => Err(AuditFeaturesError::Differs { n: 1 + other.count(), first: row.id.clone() }),
        }
    }

    /// Places of foci: one a tier, and one for a focus on several.
    pub(super) fn n_foci(&self) -> usize {
        self.lexicon.tiers.len() + 1
    }

    /// The place of the focus of each article; `None` where it has none, or is not scored.
    pub(super) fn foci(&self, scorer: &Scorer) -> Vec<Option<usize>> {
        let of = |(row, features): (&ArticleRow, &Features)| {
            if row.is_scored() { self.place(scorer.verdict(features).focus) } else { None }
        };
        self.rows.iter().zip(&self.features).map(of).collect()
    }

    /// The place of the focus of an article without the hits of one entry.
    pub(super) fn focus_without(&self, article: usize, entry: u32) -> Option<usize> {
        let signs = self.signs[article].iter().copied().filter(|sign| sign.entry != entry);
        if !self.rows[article].is_scored() {
            return None;
        }
        self.place(self.scorer.verdict(&features(self.lexicon, &self.rows[article], signs)).focus)
    }

    fn place(&self, focus: Focus) -> Option<usize> {
        match focus {
            Focus::Tier(tier) => Some(usize::from(tier.0)),
            Focus::Mixed => Some(self.lexicon.tiers.len()),
            Focus::None | Focus::Unscored => None,
        }
    }

    /// The scorer that asks for `odds` times the evidence against `none`; `None` without fitted weights.
    pub(super) fn stricter(&self, odds: f64) -> Option<Scorer> {
        let Scorer::Fitted(calibration) = &self.scorer else { return None };
        let mut calibration: Calibration = (**calibration).clone();
        *calibration.intercept.focus.last_mut().expect("the last class is `none`") += libm::log(odds);
        Some(Scorer::Fitted(Box::new(calibration)))
    }
}

fn features(lexicon: &Lexicon, row: &ArticleRow, signs: impl Iterator<Item = Sign>) -> Features {
    features_of_signs(lexicon, usize::try_from(row.n_tokens).unwrap_or(usize::MAX), signs, &row.sentences)
}
