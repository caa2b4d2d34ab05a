//! The OpenAPI document.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, ResponseBuilder};
use utoipa::{Modify, OpenApi};

use crate::serve::Shared;
use crate::serve::api::{
    counts, differences, entries, export, figures, found, health, lines, patterns, queries, robustness, texts, voices,
    words,
};
use crate::serve::problem::{Problem, ProblemDetails};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "classlens",
        description = "Whose working life do the articles of an audit describe? Searches, counts, figures, \
                       concordances, readings and exports of one audit. Nothing under this address writes."
    ),
    paths(
        found::search,
        counts::facets,
        counts::aggregate,
        lines::kwic,
        texts::article,
        texts::draft,
        entries::list,
        entries::hits,
        export::export,
        figures::summary,
        figures::voice,
        figures::work,
        figures::baseline,
        differences::differences,
        robustness::robustness,
        health::health,
        figures::trend,
        voices::quotes,
        voices::speakers,
        words::collocates,
        words::keyness,
        queries::list
    ),
    components(schemas(ProblemDetails)),
    modifiers(&Common)
)]
struct Api;

/// What holds for every operation: problems, and the token.
struct Common;

/// Statuses that any request can meet, with their reason.
const PROBLEMS: [(&str, &str); 12] = [
    ("400", "The request says something that means nothing here."),
    ("401", "A token is wanted."),
    ("403", "The role does not reach so far."),
    ("404", "There is no such thing."),
    ("408", "The request took too long to arrive."),
    ("413", "The request is too large."),
    ("414", "The address is too long."),
    ("415", "The body is of another kind."),
    ("421", "The server was asked for by another name than its own."),
    ("422", "The body does not hold what it should."),
    ("429", "Too many requests: wait as many seconds as `Retry-After` says."),
    ("503", "Too much to do at the moment, or in this one request."),
];

impl Modify for Common {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        document.components.get_or_insert_default().add_security_scheme("token", bearer);
        document.security = Some(vec![SecurityRequirement::default(), SecurityRequirement::new("token", [""; 0])]);
        for item in document.paths.paths.values_mut() {
            [&mut item.get, &mut item.post].into_iter().flatten().for_each(with_problems);
        }
    }
}

fn with_problems(operation: &mut Operation) {
    for (status, reason) in PROBLEMS {
        let schema = RefOr::Ref(Ref::from_schema_name("ProblemDetails"));
        let content = ContentBuilder::new().schema(Some(schema)).build();
        let response = ResponseBuilder::new().description(reason).content("application/problem+json", content).build();
        operation.responses.responses.entry(status.to_owned()).or_insert(RefOr::T(response));
    }
}

pub(super) async fn document(State(site): State<Shared>) -> Result<Response, Problem> {
    let mut document = Api::openapi();
    patterns::add(&mut document, site.audit.store());
    let document = document.to_pretty_json().map_err(|e| Problem::ours(&e.to_string()))?;
    Ok(([(header::CONTENT_TYPE, "application/json")], document).into_response())
}
