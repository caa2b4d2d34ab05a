//! Tables as spreadsheets save them: the separator is detected by the header.

/// A reader of rows over `text`, with the separator (tab, `;` or `,`) that its first line has most of.
pub(crate) fn rows(text: &str) -> csv::Reader<&[u8]> {
    let text = text.trim_start_matches('\u{feff}');
    let head = text.lines().next().unwrap_or("");
    let delimiter = [b'\t', b';', b','].into_iter().max_by_key(|d| head.bytes().filter(|b| b == d).count());
    csv::ReaderBuilder::new().delimiter(delimiter.unwrap_or(b',')).flexible(true).from_reader(text.as_bytes())
}
