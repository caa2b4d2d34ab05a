//! Addresses of all pages.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::serve::pages::{
    about, article, assets, coding, coding_agreement, coding_sheet, compare, dashboard, draft, judge, lexicon, login,
    methods, people, saved, search,
};
use crate::serve::params::MAX_DRAFT_BYTES;
use crate::serve::site::Shared;

/// Addresses of all pages.
pub(in crate::serve) fn routes() -> Router<Shared> {
    Router::new()
        .route("/", get(search::page))
        .route("/queries", post(saved::save))
        .route("/article", get(article::page))
        .route("/article/judge", post(judge::save))
        .route("/dashboard", get(dashboard::page))
        .route("/dashboard/cancel", post(dashboard::cancel))
        .route("/dashboard/again", post(dashboard::again))
        .route("/dashboard/table", get(dashboard::table))
        .route("/dashboard/figure", get(dashboard::figure))
        .route("/compare", get(compare::page))
        .route("/compare/file", get(compare::file))
        .route("/people", get(people::page))
        .route("/people/file", get(people::file))
        .route("/methods", get(methods::index))
        .route("/methods/{name}", get(methods::page))
        .route("/draft", get(draft::empty).post(draft::page).layer(DefaultBodyLimit::max(MAX_DRAFT_BYTES)))
        .route("/lexicon", get(lexicon::page))
        .route("/lexicon/entry", get(lexicon::entry))
        .route("/coding", get(coding::page))
        .route("/coding/sheet", get(coding_sheet::page).post(coding_sheet::save))
        .route("/coding/agreement", get(coding_agreement::page))
        .route("/about", get(about::page))
        .route("/login", get(login::page).post(login::enter))
        .route("/logout", post(login::leave))
        .route("/assets/{name}", get(assets::file))
}
