//! The parameters that say of which articles an answer is.

/// What a query is, in every address that takes one.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes parameters that `FilteredQuery` reads")]
pub(super) struct QueryParams {
    /// What to look for, in the query language of classlens; `saved:NAME` is a saved query. Without it all
    /// articles are found.
    #[param(max_length = 2000, example = "\"minimum wage\" focus:low_wage")]
    q: Option<String>,
    /// A query that narrows the result; several of the same field widen each other.
    #[param(max_items = 20, example = json!(["date:2014"]))]
    f: Option<Vec<String>>,
}

/// How copies of a story are counted, in every address that can count them once.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes a parameter that `Duplicates` reads")]
pub(super) struct FoldParams {
    /// `copies` finds every story once: of its articles that match, the first. Counts are then of stories.
    #[param(example = "copies")]
    fold: Option<String>,
}
