//! The names that columns and keys of the fields have: those of common exports (Media Cloud, newspaper4k, news-please,
//! trafilatura, Nexis, GDELT, quanteda), and the words of other languages.

use crate::read::FieldName;
use crate::read::columns::plain;

/// Every field with its name and the column names it is found by, best first; without accents.
pub const FIELDS: &[(FieldName, &str, &[&str])] = &[
    (
        FieldName::Id,
        "id",
        &[
            "id",
            "articleid",
            "storiesid",
            "storyid",
            "guid",
            "uid",
            "docid",
            "documentid",
            "uuid",
            "identifiant",
            "identificador",
            "kennung",
        ],
    ),
    (
        FieldName::Outlet,
        "outlet",
        &[
            "outlet",
            "medianame",
            "publication",
            "publisher",
            "sourcehostname",
            "source",
            "sourcename",
            "outletname",
            "sourcedomain",
            "newspaper",
            "media",
            "medium",
            "sitename",
            "hostname",
            "domain",
            "zeitung",
            "quelle",
            "journal",
            "periodico",
            "diario",
            "medio",
            "fuente",
            "giornale",
            "testata",
            "fonte",
            "jornal",
            "veiculo",
            "krant",
            "bron",
        ],
    ),
    (
        FieldName::Date,
        "date",
        &[
            "date",
            "publishdate",
            "publisheddate",
            "publicationdate",
            "dateofpublication",
            "datepublish",
            "datepublished",
            "pubdate",
            "published",
            "publishedat",
            "publishedon",
            "loaddate",
            "seendate",
            "created",
            "createdat",
            "timestamp",
            "datum",
            "erscheinungsdatum",
            "erscheinungstag",
            "publikationsdatum",
            "dateparution",
            "datedeparution",
            "veroffentlichungsdatum",
            "datedepublication",
            "fecha",
            "fechadepublicacion",
            "data",
            "datadipubblicazione",
            "datadepublicacao",
            "publicatiedatum",
        ],
    ),
    (
        FieldName::Url,
        "url",
        &["url", "link", "sourceurl", "documentidentifier", "canonicalurl", "permalink", "href", "enlace", "lien"],
    ),
    (
        FieldName::Author,
        "author",
        &[
            "author",
            "authors",
            "byline",
            "creator",
            "writer",
            "autor",
            "autorin",
            "verfasser",
            "auteur",
            "auteurs",
            "autore",
            "autores",
        ],
    ),
    (
        FieldName::Section,
        "section",
        &[
            "section",
            "category",
            "categories",
            "desk",
            "rubric",
            "topic",
            "tags",
            "ressort",
            "rubrik",
            "rubrique",
            "seccion",
            "sezione",
            "secao",
            "editoria",
            "rubriek",
        ],
    ),
    (
        FieldName::Title,
        "title",
        &[
            "title",
            "headline",
            "heading",
            "head",
            "titlepage",
            "titel",
            "uberschrift",
            "ueberschrift",
            "schlagzeile",
            "titre",
            "titulo",
            "titular",
            "manchete",
            "titolo",
            "kop",
        ],
    ),
    (
        FieldName::Body,
        "body",
        &[
            "body",
            "text",
            "maintext",
            "fulltext",
            "articletext",
            "articlebody",
            "content",
            "bodytext",
            "article",
            "story",
            "storytext",
            "rawtext",
            "plaintext",
            "hlead",
            "volltext",
            "artikeltext",
            "inhalt",
            "artikel",
            "texte",
            "contenu",
            "texteintegral",
            "corps",
            "texto",
            "contenido",
            "cuerpo",
            "textocompleto",
            "testo",
            "contenuto",
            "conteudo",
            "tekst",
            "artikeltekst",
            "inhoud",
        ],
    ),
    (FieldName::File, "file", &["file", "filename", "path", "datei", "dateiname", "fichier", "archivo", "bestand"]),
];

/// Words in the name of a column that say nothing of the field: what it is a field of, and small words.
const ADDED: &[&str] = &[
    "article",
    "articles",
    "artikel",
    "artikels",
    "articolo",
    "articulo",
    "artigo",
    "news",
    "noticia",
    "nachricht",
    "document",
    "story",
    "full",
    "complete",
    "whole",
    "main",
    "completo",
    "completa",
    "complet",
    "integral",
    "integrale",
    "intero",
    "volledig",
    "volledige",
    "vollstandiger",
    "of",
    "the",
    "de",
    "del",
    "della",
    "dell",
    "do",
    "da",
    "des",
    "der",
    "die",
    "das",
    "du",
    "la",
    "le",
    "l",
    "el",
    "o",
    "van",
    "het",
];

/// The field that a column is by the words of its name, where every word that says anything is a name of it:
/// `article_title`, `Cuerpo del texto`, `Testo completo`; `Full Article` is a body.
pub(super) fn by_words(column: &str) -> Option<FieldName> {
    let is_one_word = !column.chars().skip(1).any(|c| !c.is_alphanumeric() || c.is_uppercase());
    let words = if is_one_word { Vec::new() } else { words_of(column) };
    if words.len() < 2 {
        return None;
    }
    let is_added = |word: &String| ADDED.contains(&word.as_str());
    let said: Vec<&String> = words.iter().filter(|word| !is_added(word)).collect();
    if said.is_empty() {
        let is_body =
            |(_, _, names): &&(FieldName, &str, &[&str])| words.iter().any(|word| names.contains(&word.as_str()));
        return FIELDS.iter().filter(|(field, ..)| *field == FieldName::Body).find(is_body).map(|(field, ..)| *field);
    }
    // "data" is a date in Italian and anything in English.
    let is_named = |word: &&String, names: &[&str]| names.contains(&word.as_str()) && *word != "data";
    FIELDS.iter().find(|(_, _, names)| said.iter().all(|word| is_named(word, names))).map(|(field, ..)| *field)
}

/// The words of a name, parted by signs or written as `articleTitle`.
fn words_of(column: &str) -> Vec<String> {
    let (mut words, mut last) = (vec![String::new()], ' ');
    for c in column.chars() {
        if !c.is_alphanumeric() || last.is_lowercase() && c.is_uppercase() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.push(c);
        }
        last = c;
    }
    words.iter().map(|word| plain(word)).filter(|word| !word.is_empty()).collect()
}
