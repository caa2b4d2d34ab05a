//! The lines by which exports of databases are recognised.

use std::sync::LazyLock;

use regex::Regex;

pub(super) static CLASSIC: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"\d[\d,.]*";
    let named = "(?:DOCUMENTS?|DOKUMENTEN?|DOCUMENTOS?|DOCUMENTI|DOCUMENTEN)";
    let ahead = r"(?:[A-Z][A-Za-z ]{0,30} - )?";
    Regex::new(&format!(
        r"(?m)^[ \t\x0c]*{ahead}{number} (?:of|OF|von|VON|de|DE|sur|di|DI|van|VAN) {number} {named}[ \t]*\r?$"
    ))
    .expect("the pattern compiles")
});

/// `Document 1 of 2`: in exports of other databases too.
pub(super) static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^[ \t\x0c]*(?:Document|Dokument|Documento) \d[\d,.]* (?:of|von|de|sur|di|van) \d[\d,.]*[ \t]*\r?$")
        .expect("the pattern compiles")
});

pub(super) static UNI: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^[ \t]*End of Document[ \t]*\r?$").expect("the pattern compiles"));

pub(super) static CODED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^(?:HD|LP|TD|SN|WC)(?:[ \t]|\r?$)").expect("the pattern compiles"));

pub(super) static ENDED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^(?:AN[ \t]+)?(?:Document|Dokument|Documento) [A-Z][A-Z0-9]{3,9}0[0-9a-z]{10,}[ \t]*\r?$")
        .expect("the pattern compiles")
});

pub(super) static HTML: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i)>\s*(?:\w[\w ]{0,30} - )?\d[\d,]* of \d[\d,]* DOCUMENTS?\s*<|<!-- LXNComment|NAME="DOC_ID_|class="article \w\wArticle|>ProQuest document ID:?\s*<|<b>\s*HD\s*</b>"#)
        .expect("the pattern compiles")
});
