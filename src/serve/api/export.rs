//! `/export`: all articles of a query as a file, written while it is read from the index.

use std::io::{BufWriter, ErrorKind, Write};
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use http_body::Frame;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::spawn_blocking;

use crate::audit::{AuditError, ExportFormat, ExportOptions};
use crate::present::ResultColumns;
use crate::serve::access::{Reader, Role};
use crate::serve::api::{FoldParams, QueryParams};
use crate::serve::dedupe::Duplicates;
use crate::serve::excerpt::{MARKS, plain};
use crate::serve::filtered_query::{FilteredQuery, Sorting};
use crate::serve::params::Params;
use crate::serve::problem::Problem;
use crate::serve::{Shared, Site, blocking};
use crate::store::{Order, Query};

/// Most articles in a file.
const MOST: usize = 100_000;
/// Most columns.
pub(super) const COLUMNS: usize = 40;
/// Pieces that wait for a reader.
const WAITING: usize = 2;
/// Bytes of a piece.
const PIECE: usize = 1 << 16;

/// A format of a file of articles, as HTTP names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Format(ExportFormat);

impl Format {
    pub(super) const ALL: &[(&str, Self)] = &[
        ("csv", Self(ExportFormat::Csv)),
        ("jsonl", Self(ExportFormat::JsonLines)),
        ("arrow", Self(ExportFormat::Arrow)),
    ];

    fn kind(self) -> &'static str {
        match self.0 {
            ExportFormat::Csv => "text/csv; charset=utf-8",
            ExportFormat::JsonLines => "application/jsonl",
            ExportFormat::Arrow => "application/vnd.apache.arrow.stream",
        }
    }

    fn disposition(self) -> &'static str {
        match self.0 {
            ExportFormat::Csv => "attachment; filename=\"articles.csv\"",
            ExportFormat::JsonLines => "attachment; filename=\"articles.jsonl\"",
            ExportFormat::Arrow => "attachment; filename=\"articles.arrows\"",
        }
    }
}

/// What is written.
struct Job {
    query: Query,
    order: Order,
    limit: usize,
    columns: ResultColumns,
    format: Format,
    reader: Reader,
}

/// Writes all articles of a query into one file, a row each.
#[utoipa::path(
    get,
    path = "/api/v1/export",
    params(
        QueryParams,
        FoldParams,
        ("format" = Option<String>, Query, description = "`csv`, `jsonl` (JSON Lines) or `arrow` (Arrow IPC stream: days, numbers, flags and lists as such, units and meanings in the fields)", example = "csv"),
        ("fields" = Option<String>, Query, description = "Columns with commas between: any field of articles, `title`, `url`, `snippet`, `score`, `cursor`, and `body` for those who may see it", example = "id,date,outlet,title,focus"),
        ("order" = Option<String>, Query, description = "`rank`, `date`, `oldest`, `probability` or `sample`, as in `search`", example = "date"),
        ("seed" = Option<u64>, Query, description = "Seed of `order=sample`", example = 1),
        ("limit" = Option<u32>, Query, description = "Articles", minimum = 1, maximum = 100_000, example = 100),
    ),
    responses((status = 200, description = "The file", content(
        (String = "text/csv"), (String = "application/jsonl"), (String = "application/vnd.apache.arrow.stream")
    )))
)]
pub(super) async fn export(
    State(site): State<Shared>,
    reader: Reader,
    mut params: Params,
) -> Result<Response, Problem> {
    let ask = FilteredQuery::read(&mut params)?;
    let fold = Duplicates::read(&mut params)?;
    let format = params.choice("format", Format::ALL)?.unwrap_or(Format(ExportFormat::Csv));
    let fields = params.list("fields", COLUMNS)?;
    let sorting = params.choice("order", Sorting::ALL)?;
    let seed = params.number("seed", 0..=u64::MAX, 1)?;
    let limit = params.number("limit", 1..=MOST, MOST)?;
    params.finish()?;
    let columns = columns(&site, reader.role, fields)?;
    let query = blocking(&site, move |site| Ok(site.prepared(&ask, fold)?.query)).await?;
    let order = sorting.unwrap_or_else(|| Sorting::default_for(&query)).order(seed);
    let job = Job { query, order, limit, columns, format, reader };
    let place = site.workers.permit().await?;
    let (sender, mut receiver) = channel(WAITING);
    spawn_blocking(move || {
        let ended = write(&site, &job, &sender);
        drop(place);
        if let Err(problem) = ended {
            site.report(&problem);
            // Nobody listens any more when this fails.
            let _ = sender.blocking_send(Err(problem));
        }
    });
    // An invalid query is refused before the file begins.
    let first = match receiver.recv().await {
        Some(Ok(bytes)) => bytes,
        Some(Err(problem)) => return Err(problem),
        None => return Err(Problem::ours("an export ended before it began")),
    };
    let body = Body::new(Stream { first: Some(first), receiver });
    let headers = [(header::CONTENT_TYPE, format.kind()), (header::CONTENT_DISPOSITION, format.disposition())];
    Ok((headers, body).into_response())
}

/// The columns, checked against the role.
fn columns(site: &Site, role: Role, fields: Vec<String>) -> Result<ResultColumns, Problem> {
    let fields = match (fields.is_empty(), role) {
        (true, Role::Metadata) => ["id", "date", "outlet", "title", "url"].map(str::to_owned).into(),
        _ => fields,
    };
    let columns = ResultColumns::named(&fields, site.audit.store())?;
    let needs = |field: &str, characters: usize| columns.has(field) && role.characters() < characters;
    if needs("body", usize::MAX) || needs("snippet", 1) {
        return Err(Problem::forbidden("your role does not see these columns"));
    }
    Ok(columns)
}

/// Writes the file in pieces; an end that a reader who is gone causes is none.
fn write(site: &Site, job: &Job, sender: &Sender<Result<Bytes, Problem>>) -> Result<(), Problem> {
    let audit = &site.audit.audit;
    let table = audit.found_table(&job.query, job.columns.clone(), MARKS)?;
    let options = ExportOptions { order: job.order, limit: job.limit, format: job.format.0 };
    let pieces = BufWriter::with_capacity(PIECE, Pieces(sender));
    match audit.export(
        &job.query,
        &table,
        options,
        |found, snippet| plain(&site.seen, &job.reader, &found.article, snippet),
        pieces,
    ) {
        Ok(_) => {
            // The body of an empty file begins, too; nobody may be there to take it.
            let _ = sender.blocking_send(Ok(Bytes::new()));
            Ok(())
        }
        Err(AuditError::Write(error)) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Sends what is written to the reader.
struct Pieces<'a>(&'a Sender<Result<Bytes, Problem>>);

impl Write for Pieces<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let gone = |_| std::io::Error::from(ErrorKind::BrokenPipe);
        self.0.blocking_send(Ok(Bytes::copy_from_slice(bytes))).map_err(gone)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The pieces of a file as the body of an answer.
struct Stream {
    first: Option<Bytes>,
    receiver: Receiver<Result<Bytes, Problem>>,
}

impl HttpBody for Stream {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<std::io::Result<Frame<Bytes>>>> {
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(Ok(Frame::data(first))));
        }
        let failed = |problem: Problem| std::io::Error::other(problem.detail);
        self.receiver.poll_recv(context).map(|piece| piece.map(|p| p.map(Frame::data).map_err(failed)))
    }
}
