//! ZIP and tar: every file in them is read by its own content, under the name of the archive.
//!
//! Positions count the records of the whole archive; reasons and notices name the member.

use std::io::{Cursor, Read, Seek};
use std::ops::ControlFlow;
use std::rc::Rc;
use std::sync::Arc;

use crate::article::{Notice, Record, Reject};
use crate::read::pack::Peeked;
use crate::read::record_source::{Bounded, HELD_BYTES, RecordSource};
use crate::read::{Sink, docx, open, xlsx};

/// Reads the bytes of a member, whatever its format.
pub(super) type ReadMember = fn(&RecordSource<'_>, Box<dyn Read + '_>, &mut Sink<'_>) -> ControlFlow<()>;

/// Remarks on members that are handed on; the rest is counted.
const SHOWN_NOTICES: u64 = 20;

/// True for the head of a tar archive.
pub(super) fn is_tar(head: &[u8]) -> bool {
    head.len() >= 512 && &head[257..262] == b"ustar"
}

/// Reads a ZIP archive, from disk where it lies there, else from memory.
pub(super) fn read_zip(
    input: &RecordSource<'_>,
    reader: Peeked<'_>,
    read_member: ReadMember,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let refuse = |reason: String| Record::Reject(Reject::new(input.source, 0, reason));
    if let Some(path) = input.path.filter(|_| input.depth == 0) {
        return match std::fs::File::open(path) {
            Ok(file) => {
                let file = open::BudgetedFile { inner: file, budget: Rc::clone(&input.budget) };
                walk_zip(input, file, read_member, sink)
            }
            Err(error) => sink(refuse(open::explain(&error))),
        };
    }
    match hold(reader) {
        Ok(bytes) => walk_zip(input, Cursor::new(bytes), read_member, sink),
        Err(reason) => sink(refuse(reason)),
    }
}

/// The whole content of a member whose format is read from its end.
pub(super) fn hold(reader: impl Read) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    reader.take(HELD_BYTES + 1).read_to_end(&mut bytes).map_err(|e| open::explain(&e))?;
    if bytes.len() as u64 > HELD_BYTES {
        return Err(format!("larger than {} MB inside an archive or pipe: unpack it to a file", HELD_BYTES >> 20));
    }
    Ok(bytes)
}

fn walk_zip<R: Read + Seek>(
    input: &RecordSource<'_>,
    file: R,
    read_member: ReadMember,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let refuse = |reason: String| Record::Reject(Reject::new(input.source, 0, reason));
    let mut zip = match zip::ZipArchive::new(file) {
        Ok(zip) => zip,
        Err(error) => return sink(refuse(format!("not a whole ZIP archive ({error}): fetch or pack it again"))),
    };
    if zip.index_for_name("word/document.xml").is_some() {
        return docx::read(input, &mut zip, sink);
    }
    if zip.index_for_name("xl/workbook.xml").is_some() {
        return xlsx::read(input, zip, sink);
    }
    let mut members = ArchiveMembers::new(input, read_member);
    for idx in 0..zip.len() {
        let name = zip.name_for_index(idx).and_then(Result::ok).map_or_else(|| "a member".to_owned(), String::from);
        let entry = match zip.by_index(idx) {
            Ok(entry) => entry,
            Err(error) => {
                members.refuse(
                    &name,
                    &format!("cannot be unpacked ({error}): pack it with deflate or leave it out"),
                    sink,
                )?;
                continue;
            }
        };
        if entry.is_dir() || is_hidden(&name) {
            continue;
        }
        let plain = Bounded { inner: entry, budget: Rc::clone(&input.budget) };
        if !members.read(&name, Box::new(plain), sink)? {
            break;
        }
    }
    members.finish(sink)
}

/// Reads a tar archive as it streams by.
pub(super) fn read_tar(
    input: &RecordSource<'_>,
    reader: Peeked<'_>,
    read_member: ReadMember,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let mut members = ArchiveMembers::new(input, read_member);
    let mut tar = tar::Archive::new(reader);
    let entries = match tar.entries() {
        Ok(entries) => entries,
        Err(error) => return sink(Record::Reject(Reject::new(input.source, 0, open::explain(&error)))),
    };
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                members.refuse("the archive", &open::explain(&error), sink)?;
                break;
            }
        };
        let name = entry.path().map_or_else(|_| "a member".to_owned(), |path| path.to_string_lossy().into_owned());
        // Links name other members: these are read where they are.
        if !entry.header().entry_type().is_file() || is_hidden(&name) {
            continue;
        }
        if !members.read(&name, Box::new(entry), sink)? {
            break;
        }
    }
    members.finish(sink)
}

/// Files no one means: resource forks, dot files, the manifest of a folder of texts.
fn is_hidden(name: &str) -> bool {
    name.starts_with("__MACOSX/") || name.rsplit('/').next().is_none_or(|file| file.is_empty() || file.starts_with('.'))
}

/// Hands the records of all members on, numbered through.
struct ArchiveMembers<'a> {
    input: &'a RecordSource<'a>,
    read_member: ReadMember,
    n_records: u64,
    n_notices: u64,
}

impl<'a> ArchiveMembers<'a> {
    fn new(input: &'a RecordSource<'a>, read_member: ReadMember) -> Self {
        Self { input, read_member, n_records: 0, n_notices: 0 }
    }

    /// Reads one member; false when nothing more may be read.
    fn read(&mut self, name: &str, reader: Box<dyn Read + '_>, sink: &mut Sink<'_>) -> ControlFlow<(), bool> {
        let input = self.input;
        if let Err(reason) = input.budget.member() {
            self.refuse(name, &reason, sink)?;
            return ControlFlow::Continue(false);
        }
        let member = if input.member.is_empty() { name.to_owned() } else { [&*input.member, "/", name].concat() };
        let inside = RecordSource { member, path: None, depth: input.depth + 1, ..input.clone() };
        let source: &Arc<str> = input.source;
        let (n_records, n_notices) = (&mut self.n_records, &mut self.n_notices);
        let mut numbered = |record: Record| match record {
            Record::Article(mut article) => {
                *n_records += 1;
                article.position = *n_records;
                sink(Record::Article(article))
            }
            Record::Reject(reject) => {
                *n_records += 1;
                let line = if reject.position > 0 { format!(" record {}", reject.position) } else { String::new() };
                sink(Record::Reject(Reject::new(source, *n_records, format!("{name}{line}: {}", reject.reason))))
            }
            Record::Notice(notice) => {
                *n_notices += 1;
                if *n_notices > SHOWN_NOTICES {
                    return ControlFlow::Continue(());
                }
                let message = format!("{name}: {}", notice.message);
                sink(Record::Notice(Notice { source: Arc::clone(source), message }))
            }
        };
        (self.read_member)(&inside, reader, &mut numbered)?;
        if input.budget.is_spent() {
            self.refuse("the archive", "nothing more of it was read", sink)?;
            return ControlFlow::Continue(false);
        }
        ControlFlow::Continue(true)
    }

    fn refuse(&mut self, name: &str, reason: &str, sink: &mut Sink<'_>) -> ControlFlow<()> {
        self.n_records += 1;
        sink(Record::Reject(Reject::new(self.input.source, self.n_records, format!("{name}: {reason}"))))
    }

    fn finish(self, sink: &mut Sink<'_>) -> ControlFlow<()> {
        let source = self.input.source;
        if self.n_notices > SHOWN_NOTICES {
            let message = format!("{} more remarks on files in it", self.n_notices - SHOWN_NOTICES);
            sink(Record::Notice(Notice { source: Arc::clone(source), message }))?;
        }
        if self.n_records == 0 {
            return sink(Record::Reject(Reject::new(
                source,
                0,
                "the archive holds no files: nothing to read, leave it out",
            )));
        }
        ControlFlow::Continue(())
    }
}
