//! Attention: how much of an article a tier gets.

use crate::clean::Zone;
use crate::lexicon::{Lexicon, Role, Tier};
use crate::matcher::Hit;
use crate::tokenize::Tokens;

/// What the hits of a document add up to.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Tokens in scored zones.
    pub n_tokens: usize,
    /// Weighted hits of each tier in headline, lede and body.
    pub by_zone: Vec<[f64; 3]>,
}

/// Adds up the hits of the scored zones.
#[must_use]
pub fn evidence(lexicon: &Lexicon, tokens: &Tokens, hits: &[Hit]) -> Evidence {
    let mut by_zone = vec![[0.0; 3]; lexicon.tiers.len()];
    for hit in hits {
        let entry = &lexicon.entries[hit.entry as usize];
        let zone = match hit.zone {
            Zone::Headline => 0,
            Zone::Lede => 1,
            Zone::Body => 2,
            _ => continue,
        };
        if let (Tier::Of(tier), Role::Evidence | Role::Trope { .. }) = (entry.tier, &entry.role) {
            by_zone[usize::from(tier.0)][zone] += entry.weight;
        }
    }
    Evidence { n_tokens: tokens.n_scored(), by_zone }
}

/// How evidence becomes attention.
#[derive(Debug, Clone, PartialEq)]
pub struct Scorer {
    /// What a hit counts in headline, lede and body.
    pub zone_factors: [f64; 3],
    /// Points a tier needs for attention 1, 2 and 3.
    pub points: [f64; 3],
    /// Points per 100 tokens a tier needs for attention 2 and 3.
    pub density: [f64; 2],
}

impl Default for Scorer {
    fn default() -> Self {
        Self { zone_factors: [3.0, 2.0, 1.0], points: [0.5, 4.0, 8.0], density: [0.6, 1.2] }
    }
}

impl Scorer {
    /// Points of each tier per 100 tokens.
    #[must_use]
    pub fn scores(&self, evidence: &Evidence) -> Vec<f64> {
        let hundreds = (evidence.n_tokens.max(100) as f64) / 100.0;
        evidence.by_zone.iter().map(|zones| self.points_of(zones) / hundreds).collect()
    }

    /// Attention 0–3 to each tier.
    #[must_use]
    pub fn attention(&self, evidence: &Evidence, score: &[f64]) -> Vec<u8> {
        let both = evidence.by_zone.iter().zip(score);
        both.map(|(zones, score)| {
            let points = self.points_of(zones);
            match () {
                () if points >= self.points[2] && *score >= self.density[1] => 3,
                () if points >= self.points[1] && *score >= self.density[0] => 2,
                () if points >= self.points[0] => 1,
                () => 0,
            }
        })
        .collect()
    }

    fn points_of(&self, zones: &[f64; 3]) -> f64 {
        zones.iter().zip(&self.zone_factors).map(|(points, factor)| points * factor).sum()
    }
}
