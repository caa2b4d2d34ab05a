//! DOCX: the text of a Word document, as exports of Nexis Uni or one article.

use std::io::{Read, Seek};
use std::ops::ControlFlow;
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use crate::article::{Record, Reject};
use crate::read::record_source::{Bounded, RecordSource};
use crate::read::{Sink, open, text, xml};

/// Longest document text in bytes of XML.
const MAX_XML: u64 = 1 << 30;

/// Reads the document in an opened ZIP archive.
pub(super) fn read<R: Read + Seek>(
    input: &RecordSource<'_>,
    zip: &mut ZipArchive<R>,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    match member(input, zip, "word/document.xml") {
        Ok(xml) => text::read_all(input, &plain(&xml), sink),
        Err(reason) => sink(Record::Reject(Reject::new(input.source, 0, reason))),
    }
}

/// One part of the document as text.
fn member<R: Read + Seek>(input: &RecordSource<'_>, zip: &mut ZipArchive<R>, name: &str) -> Result<String, String> {
    let entry = zip.by_name(name).map_err(|e| format!("its part {name} cannot be unpacked ({e}): save it again"))?;
    let mut bytes = Vec::new();
    let bounded = Bounded { inner: entry, budget: Rc::clone(&input.budget) };
    bounded.take(MAX_XML).read_to_end(&mut bytes).map_err(|e| open::explain(&e))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// One line a paragraph; deleted text and field codes are left out.
fn plain(xml: &str) -> String {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let mut out = String::new();
    let mut in_text = false;
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(e) if e.local_name().as_ref() == "t" => in_text = true,
            Event::End(e) if e.local_name().as_ref() == "t" => in_text = false,
            Event::End(e) if e.local_name().as_ref() == "p" => out.push('\n'),
            Event::Empty(e) | Event::Start(e) => match e.local_name().as_ref() {
                "tab" => out.push(' '),
                "br" | "cr" => out.push('\n'),
                _ => {}
            },
            Event::Eof => break,
            other if in_text => xml::push_text(&other, &mut out),
            _ => {}
        }
    }
    out
}
