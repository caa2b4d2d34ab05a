//! `/robustness`: the main claims under other choices.
//!
//! Always holds: rows have the same cells as `robustness` in `--format json`.

use axum::extract::State;
use axum::response::Response;

use crate::audit::Readers;
use crate::serve::api::figures::{FigureAnswer, selected};
use crate::serve::api::{QueryParams, json};
use crate::serve::filtered_query::FilteredQuery;
use crate::serve::params::Params;
use crate::serve::problem::Problem;
use crate::serve::{Shared, blocking};

/// A claim that is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Claim {
    /// The share of each tier among articles with a focus.
    Shares,
    /// The ratio of mentions to employment by tier.
    Ratios,
}

impl Claim {
    pub(super) const ALL: [(&'static str, Self); 2] = [("shares", Self::Shares), ("ratios", Self::Ratios)];
}

/// The main claims under other cut-offs, units and weights, without each outlet and entry; or the ratios to employment under
/// other surveys and rules.
#[utoipa::path(
    get,
    path = "/api/v1/robustness",
    params(
        QueryParams,
        ("claim" = Option<String>, Query, description = "`shares` of the tiers among articles with a focus, or `ratios` of mentions to employment", example = "shares"),
    ),
    responses((status = 200, description = "A row a choice, the claim as stated first; none where there is no claim to try", body = FigureAnswer))
)]
pub(super) async fn robustness(State(site): State<Shared>, mut params: Params) -> Result<Response, Problem> {
    let ask = FilteredQuery::read(&mut params)?;
    let claim = params.choice("claim", &Claim::ALL)?.unwrap_or(Claim::Shares);
    params.finish()?;
    let answer = blocking(&site, move |site| {
        selected(site, &ask, |articles| match claim {
            Claim::Shares => articles.robustness(Readers::Machines),
            Claim::Ratios => articles.ratio_choices(),
        })
    });
    json(&answer.await?)
}
