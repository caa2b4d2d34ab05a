//! What is done to hostile input, one function for each kind of it: bytes in, a panic where a promise is broken.
//!
//! `tests/it/fuzz.rs` replays the corpus through them and changes it a little; `fuzz/` lets libFuzzer look for input that takes new
//! paths; `benches/growth.rs` times them. A target never fails on bad input: readers refuse it, parsers report it.

pub mod article;
mod folder;
mod lexicon;
mod parts;
mod queries;
mod readers;
mod scratch;

/// A kind of input.
pub struct Target {
    /// Its name, and that of its folder in `tests/fuzz/corpus`.
    pub name: &'static str,
    /// Reads the input and checks what always holds.
    pub run: fn(&[u8]),
    /// Pieces of its syntax that changes put together.
    pub words: &'static [&'static str],
    /// Folders of `tests/fixtures` whose files are inputs of it too.
    pub fixtures: &'static [&'static str],
}

impl Target {
    const fn new(name: &'static str, run: fn(&[u8]), words: &'static [&'static str]) -> Self {
        Self { name, run, words, fixtures: &[] }
    }

    const fn with(self, fixtures: &'static [&'static str]) -> Self {
        Self { fixtures, ..self }
    }
}

const XML: &[&str] = &[
    "<",
    "</",
    "/>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<!ENTITY ",
    "&amp;",
    "&#x0;",
    "&#1114112;",
    "<?xml",
    "xmlns:a=\"b\"",
];
const TEXT: &[&str] = &[
    "“", "”", "\"", "'", "’", ". ", "\n\n", " — ", "said", "$", "\u{200b}", "\u{ad}", "(", ")", "https://", "Mr. ",
    "é", "\u{301}",
];
const PAY: &[&str] = &[
    "$",
    "£",
    "€",
    "9",
    ".5",
    ",000",
    " an hour",
    " a year",
    " to ",
    "-",
    " million",
    " per cent",
    "half",
    "from ",
    "minimum wage",
    "two-and-a-half",
];

/// Every kind of input that comes from outside.
pub const TARGETS: &[Target] = &[
    Target::new("csv", readers::csv, &["\"", "\"\"", ",", ";", "\t", "\r\n", "\u{feff}", "id", "body", "\0"]),
    Target::new(
        "json_lines",
        readers::json_lines,
        &["{", "}", "[", "]", "\\u0000", "\\ud800", "\"body\":", ":", "1e999", "null", "\n"],
    ),
    Target::new(
        "json",
        readers::json,
        &["{", "}", "[", "]", "\"body\":", "\"items\":", "\"body_text\":", "\\u0000", ",", "1e999"],
    )
    .with(&["ninjs", "feed"]),
    Target::new(
        "html",
        readers::html,
        &[
            "<div>",
            "</div>",
            "<p>",
            "<script type=\"application/ld+json\">",
            "</script>",
            "<!--",
            "<table>",
            "&nbsp;",
            "<article>",
            "<template>",
            "<p class=\"articleParagraph enarticleParagraph\">",
            "<b>LENGTH:",
            "<br>",
            "<svg>",
            "<math>",
            "<noscript>",
            "<meta property=\"og:title\" content=\"",
        ],
    )
    .with(&["html", "nexis", "factiva", "proquest"]),
    Target::new("news_xml", readers::news_xml, XML).with(&["nitf", "newsml", "feed", "factiva"]),
    Target::new(
        "export_text",
        readers::export_text,
        &[
            "Length: ",
            "Body",
            "LENGTH: ",
            "HD\n",
            "LP\n",
            "TD\n",
            "Document ",
            "Full text: ",
            "____",
            "\u{c}",
            "{\\rtf1",
            "\\par ",
            "\\u8217?",
            "{",
            "}",
            "\\bin9",
        ],
    )
    .with(&["nexis", "factiva", "proquest"]),
    Target::new("plain_text", readers::plain_text, TEXT),
    Target::new(
        "spreadsheet",
        readers::spreadsheet,
        &["<c r=\"", "<v>", "t=\"s\"", "<row ", "XFD1048576", "A0", "<is><t>", "</c>", "1e300", "-1"],
    ),
    Target::new(
        "word_document",
        readers::word_document,
        &["<w:p>", "<w:t>", "</w:t>", "<w:tab/>", "<w:tbl>", "</w:p>", "&#0;"],
    ),
    Target::new("parquet", readers::parquet, &["PAR1", "\0", "\u{7f}"]).with(&["parquet"]),
    Target::new(
        "web_archive",
        readers::web_archive,
        &[
            "WARC/1.0\r\n",
            "Content-Length: ",
            "\r\n\r\n",
            "WARC-Type: response",
            "Transfer-Encoding: chunked",
            "Content-Encoding: gzip",
            "ffffffffffffffff\r\n",
            "0\r\n\r\n",
        ],
    )
    .with(&["warc"]),
    Target::new(
        "archive",
        readers::archive,
        &["PK\u{3}\u{4}", "PK\u{1}\u{2}", "PK\u{5}\u{6}", "ustar", "\u{1f}", "BZh9"],
    )
    .with(&["xz", "xlsx", "warc"]),
    Target::new("cleaner", article::cleaner, TEXT),
    Target::new("tokenizer", article::tokenizer, TEXT),
    Target::new("article", article::article, TEXT),
    Target::new(
        "quotes",
        article::article,
        &[
            "“",
            "”",
            "‘",
            "’",
            "\"",
            ",” said ",
            " added. “",
            " according to ",
            "Ana Ruiz, a nurse, ",
            "she said",
            " who ",
            "\n\n",
            "and",
        ],
    ),
    Target::new("pay", article::article, PAY),
    Target::new("draft", article::draft, &["<html>", "%PDF", "\u{feff}", "\n", "\r", "<p>", "</p>", "\0"]),
    Target::new(
        "lexicon",
        lexicon::lexicon,
        &[
            "[[entry]]\n",
            "pattern = \"",
            "*",
            "|",
            "_",
            "#",
            "$#",
            "near = [",
            "unless = [",
            "case = \"upper\"\n",
            "weight = 1e308\n",
            "=== a.toml\n",
        ],
    ),
    Target::new(
        "dictionary",
        lexicon::dictionary,
        &["%\n", "\t", "+", "<cnode name=\"", "<pnode name=\"", "- ", ": ", "&a ", "*a", "*", "(", ")", "\n"],
    ),
    Target::new(
        "frozen_lexicon",
        lexicon::frozen,
        &["{", "}", "\"entry\":", "[[entry]]\n", "pattern = \"", "null", "-1"],
    ),
    Target::new(
        "query",
        queries::query,
        &[
            "(",
            ")",
            "\"",
            " NEAR/",
            " THEN/",
            " SAME ",
            " OR ",
            " AND ",
            " NOT ",
            "*",
            "?",
            "~",
            "~>",
            "/",
            "/(a*)*/",
            "{9999}",
            "@low_wage",
            ":",
            "..",
            "=",
            "title:",
            "date:",
            "saved:",
        ],
    ),
    Target::new(
        "codes",
        queries::codes,
        &[
            "{",
            "}",
            ",",
            "\"focus\":",
            "\"low_wage\"",
            "\n",
            "coder",
            "\"annotations\":",
            "\"label\":",
            "null",
            "\"documents\":",
            "name,query",
            "-1",
            "1e99",
        ],
    ),
    Target::new(
        "folder",
        folder::folder,
        &[
            "{",
            "}",
            "[",
            "]",
            "\"files\":",
            "\"sources\":",
            "null",
            "-1",
            "18446744073709551616",
            "=== queries.json\n",
            "saved:a",
        ],
    ),
];

/// The target with this name.
pub fn named(name: &str) -> &'static Target {
    TARGETS.iter().find(|target| target.name == name).unwrap_or_else(|| panic!("no target is called {name}"))
}
