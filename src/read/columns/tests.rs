use std::sync::Arc;

use crate::article::{RawArticle, Reject, Remedy};
use crate::read::columns::assemble;
use crate::read::{ColumnMap, FIELDS};

/// The column found for each field, as `field=column`, in the order of the fields.
#[track_caller]
fn check(columns: &str, expected: &str) {
    let columns: Vec<&str> = columns.split(',').collect();
    let located = ColumnMap::default().locate(&columns);
    let name = |field| FIELDS.iter().find(|(f, ..)| *f == field).map_or("", |(_, name, _)| *name);
    let found: Vec<String> = located.iter().map(|(field, at)| format!("{}={}", name(*field), columns[*at])).collect();
    assert_eq!(found.join(" "), expected);
}

#[test]
fn columns_of_common_exports_are_known() {
    // Media Cloud, search results and stories with text.
    check(
        "id,indexed_date,language,media_name,media_url,publish_date,title,url",
        "id=id outlet=media_name date=publish_date url=url title=title",
    );
    check(
        "stories_id,publish_date,title,url,language,ap_syndicated,themes,media_id,media_name,media_url,story_text",
        "id=stories_id outlet=media_name date=publish_date url=url title=title body=story_text",
    );
    // newspaper4k.
    check(
        "url,read_more_link,language,title,top_image,meta_img,images,movies,keywords,keyword_scores,meta_keywords,tags,authors,publish_date,summary,meta_description,meta_lang,meta_favicon,meta_site_name,canonical_link,text",
        "date=publish_date url=url author=authors section=tags title=title body=text",
    );
    // news-please.
    check(
        "authors,date_download,date_modify,date_publish,description,filename,image_url,language,localpath,maintext,source_domain,title,title_page,title_rss,url",
        "outlet=source_domain date=date_publish url=url author=authors title=title body=maintext file=filename",
    );
    // trafilatura.
    check(
        "title,author,hostname,date,fingerprint,id,license,comments,raw_text,text,language,image,pagetype,filedate,source,source-hostname,excerpt,categories,tags",
        "id=id outlet=source-hostname date=date author=author section=categories title=title body=text",
    );
    // Tables made of Nexis exports.
    check(
        "ID,Source_File,Newspaper,Date,Length,Section,Author,Edition,Headline,Graphic,Article",
        "id=ID outlet=Newspaper date=Date author=Author section=Section title=Headline body=Article",
    );
    check(
        "Headline,Publication,Load-Date,Byline,Section,Body",
        "outlet=Publication date=Load-Date author=Byline section=Section title=Headline body=Body",
    );
    // GDELT: article lists and the document API, neither of which contains the text.
    check(
        "date,url,outletName,title,desc,author,lang",
        "outlet=outletName date=date url=url author=author title=title",
    );
    check(
        "url,url_mobile,title,seendate,socialimage,domain,language,sourcecountry",
        "outlet=domain date=seendate url=url title=title",
    );
}

#[test]
fn a_date_of_download_is_no_date_of_publication() {
    check("date_download,maintext", "body=maintext");
}

#[test]
fn a_name_with_words_that_add_nothing_is_the_field() {
    check("Article ID,Article Title,Article Body", "id=Article ID title=Article Title body=Article Body");
    check("articleTitle,article_content,articleSource", "outlet=articleSource title=articleTitle body=article_content");
    check("Titular,Cuerpo del texto,Fecha", "date=Fecha title=Titular body=Cuerpo del texto");
    check("titolo,testo completo", "title=titolo body=testo completo");
    check("Titel,Text des Artikels,Artikel-ID", "id=Artikel-ID title=Titel body=Text des Artikels");
    check("kop,artikeltekst", "title=kop body=artikeltekst");
    check("Headline,Full Article", "title=Headline body=Full Article");
    // A name alone wins, and other words say something else.
    check("full text,text,article title,title", "title=title body=text");
    check("text length,text id,media url,news data,title of the film,doc type", "");
}

fn assembled(values: &[(&str, &str)]) -> Result<RawArticle, Reject> {
    let name = |field| FIELDS.iter().find(|(f, ..)| *f == field).map_or("", |(_, name, _)| *name);
    let value = |field| values.iter().find(|(key, _)| *key == name(field)).map(|(_, value)| (*value).to_owned());
    assemble(&Arc::from("x"), 1, None, value)
}

#[test]
fn an_address_is_neither_an_outlet_nor_a_text() {
    let article = assembled(&[("outlet", "https://ledger.example/a"), ("body", "Text.")]).expect("it has a body");
    assert_eq!((article.outlet, article.url.as_deref()), (None, Some("https://ledger.example/a")));
    let reject = assembled(&[("body", "https://ledger.example/a")]).expect_err("no text");
    assert!(reject.reason.ends_with(Remedy::NameBody.text()), "{}", reject.reason);
}
