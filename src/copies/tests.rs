use std::path::Path;

use crate::article::RawArticle;
use crate::clean::clean;
use crate::copies::signature::KEPT;
use crate::copies::sketch::Sketch;
use crate::copies::spill::Spill;
use crate::copies::{
    CopiesError, CopyKind, Signature, SignatureWriter, Stories, Suspicion, cluster, repeated_sentences,
};
use crate::tokenize::tokenize;

fn signature(raw: RawArticle) -> Signature {
    let document = clean(raw);
    Signature::of(&document, &tokenize(&document.text, &document.blocks))
}

fn spilled(path: &Path, articles: Vec<RawArticle>) {
    let mut writer = SignatureWriter::create(path).expect("the folder can be written");
    articles.into_iter().for_each(|raw| writer.push(&signature(raw)).expect("the folder can be written"));
    writer.finish().expect("the folder can be written");
}

fn stories(articles: Vec<RawArticle>) -> Stories {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("signatures");
    spilled(&path, articles);
    cluster(&[path], folder.path()).expect("the signatures can be read")
}

/// `n` sentences that no other `seed` has.
fn prose(seed: usize, n: usize) -> String {
    let word = |at: usize| format!("w{seed}x{at}");
    let sentence = |s: usize| (0..12).map(|w| word(s * 12 + w)).collect::<Vec<_>>().join(" ");
    (0..n).map(|s| ["The ", &sentence(s), ". "].concat()).collect()
}

fn article(id: &str, day: i8, body: String) -> RawArticle {
    RawArticle {
        id: id.into(),
        outlet: Some("The Post".into()),
        date: Some(jiff::civil::date(2020, 1, day)),
        title: format!("Headline {id}"),
        body,
        ..RawArticle::default()
    }
}

#[test]
fn the_same_words_under_another_headline_are_an_exact_copy_of_the_earliest() {
    let found = stories(vec![article("b", 3, prose(1, 9)), article("x", 1, prose(2, 9)), article("a", 2, prose(1, 9))]);
    assert_eq!([0, 1, 2].map(|idx| found.head(idx)), [2, 1, 2]);
    assert_eq!([0, 1, 2].map(|idx| found.n_copies(idx)), [2, 1, 2]);
    assert_eq!([0, 1, 2].map(|idx| found.kind(idx)), [Some(CopyKind::Exact), None, None]);
    assert_eq!(found.n_repeated(), (1, 0));
}

#[test]
fn a_cut_tail_is_a_near_copy_and_half_a_story_is_not() {
    let of = |n: usize| stories(vec![article("a", 1, prose(1, 20)), article("b", 2, prose(1, n))]).kind(1);
    assert_eq!(of(15), Some(CopyKind::Near));
    assert_eq!(of(10), None);
}

#[test]
fn the_words_of_any_earlier_print_are_an_exact_copy() {
    let found =
        stories(vec![article("a", 1, prose(1, 20)), article("b", 2, prose(1, 16)), article("c", 3, prose(1, 16))]);
    assert_eq!([1, 2].map(|idx| found.kind(idx)), [Some(CopyKind::Near), Some(CopyKind::Exact)]);
}

#[test]
fn stories_of_one_day_over_one_notice_are_no_copies() {
    let over = |n: usize| (0..n).map(|at| article(&format!("a{at}"), 1, prose(at, 6) + &prose(99, 25))).collect();
    assert_eq!(stories(over(4)).stories().count(), 1, "as printed again and again");
    assert_eq!(stories(over(6)).stories().count(), 0);
    let again = (0..6).map(|at| article(&format!("a{at}"), 1, prose(1, 25 + at))).collect();
    assert_eq!(stories(again).stories().count(), 1, "one story that grows");
}

#[test]
fn stories_of_one_day_under_one_notice_are_no_copies() {
    let stories_of = |bodies: Vec<String>| {
        let articles = bodies.into_iter().enumerate().map(|(at, body)| article(&format!("a{at}"), 1, body));
        stories(articles.collect()).stories().count()
    };
    let under = |n: usize| (0..n).map(|at| prose(99, 25) + &prose(at, 6)).collect::<Vec<_>>();
    assert_eq!([2, 3, 4, 6].map(|n| stories_of(under(n))), [1, 0, 0, 0]);
    let ends = (0..4).map(|at| prose(1, 14) + &prose(40 + at, 2));
    assert_eq!(stories_of(ends.collect()), 1, "one story with ends of two sentences");
    let shared = (0..4).map(|at| prose(1, 25) + &prose(40 + at, 5) + &prose(60 + at / 2, 2));
    assert_eq!(stories_of(shared.collect()), 1, "two of four go on alike");
    assert_eq!(stories_of([under(3), vec![prose(99, 25) + &prose(1, 6)]].concat()), 1, "one of three printed twice");
    let between = (0..6).map(|at| prose(99, 25) + &prose(at, 6) + &prose(98, 9));
    assert_eq!(stories_of(between.collect()), 0, "with a second notice below");
    assert_eq!(stories_of([under(6), vec![prose(99, 25) + &prose(3, 6)]].concat()), 1, "one printed twice");
    let local = (0..7).map(|at| prose(1, 14) + &prose(40 + at, 1));
    assert_eq!(stories_of(local.collect()), 1, "one story with a last line of each town");
    let growing = (0..9).map(|at| prose(1, 25) + &prose(2, at));
    assert_eq!(stories_of(growing.collect()), 1, "one story that grows");
    let rewritten = (0..9).map(|at| prose(1, 25) + &prose(3 + at % 4, 2));
    assert_eq!(stories_of(rewritten.collect()), 1, "one story with four ends");
}

#[test]
fn stories_over_one_notice_of_rights_are_no_copies_and_copies_over_it_are() {
    let rights = "Copyright 2020 The Post. All rights reserved. This material may not be published or sold. ";
    let over = |own: usize| format!("{}\n\n{rights}{}", prose(own, 6).replace(". ", ".\n\n"), prose(99, 20));
    let all = |owns: &[usize]| {
        let articles = owns.iter().enumerate().map(|(at, own)| article(&format!("a{at}"), 1, over(*own)));
        stories(articles.collect())
    };
    for n in [3, 4] {
        assert_eq!(all(&[1, 2, 3, 4][..n]).stories().count(), 0);
    }
    let again = all(&[1, 2, 3, 1]);
    assert_eq!((again.stories().count(), again.kind(3)), (1, Some(CopyKind::Exact)));
}

#[test]
fn a_short_body_needs_the_same_headline() {
    let video = |id: &str| article(id, 1, "Watch the video above.".into());
    assert_eq!(stories(vec![video("a"), video("b")]).kind(1), None);
    let again = RawArticle { id: "c".into(), outlet: None, ..video("a") };
    assert_eq!(stories(vec![video("a"), again]).n_repeated(), (1, 0));
}

#[test]
fn one_address_is_one_story_while_the_page_keeps_part_of_its_text() {
    let at = |url: &str, id: &str, body: String| RawArticle { url: Some(url.into()), ..article(id, 1, body) };
    let page = at("https://www.post.example/a?utm_source=x", "a", prose(1, 20));
    let later = |body: String| at("http://post.example/a/#top", "b", body);
    let half_new = prose(1, 10) + prose(2, 10).as_str();
    assert_eq!(stories(vec![page.clone(), later(half_new)]).n_repeated(), (0, 1));
    assert_eq!(stories(vec![page, later(prose(3, 20))]).n_repeated(), (0, 0));
}

#[test]
fn what_an_outlet_prints_day_after_day_makes_no_story() {
    let with_form = |day: i8| article(&format!("a{day}"), day, prose(day as usize, 5) + prose(99, 30).as_str());
    assert_eq!(stories((1..=6).map(with_form).collect()).n_repeated(), (0, 0));
    // Printed on one day or two, the same long text is a story that grows.
    let versions = (1..=6).map(|n| article(&format!("a{n}"), n % 2 + 1, prose(n as usize, 5) + prose(99, 30).as_str()));
    assert_eq!(stories(versions.collect()).n_repeated(), (0, 5));
}

#[test]
fn an_agency_story_is_known_in_spite_of_forms() {
    let outlet = |name: &str, form: usize| {
        let (name, form) = (name.to_owned(), prose(form, 15));
        move |day: i8, text: usize| RawArticle {
            outlet: Some(name.clone()),
            ..article(&format!("{name}{day}"), day, prose(text, 12) + form.as_str())
        }
    };
    let (post, star) = (outlet("Post", 90), outlet("Star", 91));
    let mut all: Vec<_> = (1..=6).map(|day| post(day, day as usize)).collect();
    all.extend((1..=6).map(|day| star(day + 6, day as usize + 5)));
    // Text 6 is in both; without their forms the articles are the same.
    let found = stories(all);
    assert_eq!(found.stories().collect::<Vec<_>>(), [(5, 2)]);
    assert_eq!(found.head(6), 5);
}

#[test]
fn the_jaccard_index_agrees_with_a_count_by_hand() {
    let sketch = |n: usize| Sketch::whole(&signature(article("a", 1, prose(1, n))));
    // A sentence of 13 words has 6 shingles of 8; nothing is sampled at 40 sentences or fewer.
    assert_eq!(sketch(10).shingles.len(), 60);
    assert!((sketch(10).jaccard(&sketch(40)) - 0.25).abs() < 1e-12);
    // 100 of 200 sentences, estimated: within three standard errors.
    assert_eq!(sketch(200).shingles.len(), KEPT);
    assert!((sketch(100).jaccard(&sketch(200)) - 0.5).abs() < 3.0 * (0.25_f64 / KEPT as f64).sqrt());
}

#[test]
fn a_signature_reads_back_as_it_was_written() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("signatures");
    let bare = RawArticle { id: "bare".into(), body: "…".into(), ..RawArticle::default() };
    let all = [signature(article("a", 1, prose(1, 200))), signature(bare), signature(article("b", 2, prose(2, 3)))];
    let mut writer = SignatureWriter::create(&path).expect("the folder can be written");
    all.iter().for_each(|s| writer.push(s).expect("the folder can be written"));
    writer.finish().expect("the folder can be written");
    let mut spill = Spill::open(&[path.clone(), path]).expect("the file is there");
    let (mut read, mut places) = (Vec::new(), Vec::new());
    let mut take = |_, place, signature| {
        read.push(signature);
        places.push(place);
        Ok(())
    };
    spill.each(&mut take).expect("the file is whole");
    assert_eq!(read, [&all[..], &all[..]].concat());
    for (idx, place) in (0..).zip(places) {
        assert_eq!(spill.at(idx, place).expect("the file is whole"), read[idx as usize]);
    }
}

#[test]
fn sentences_of_many_articles_are_counted_by_outlet_and_zone() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("signatures");
    let notice = "Read more of our coverage of plants.";
    let article_of = |n: usize| {
        // Two paragraphs in five are cut as read-more lines, one in ten is inside a paragraph.
        let body = match n % 10 {
            0..4 => format!("{}\n\n{notice}\n\n{}", prose(n, 3), prose(n + 500, 3)),
            4 => format!("{}{notice} {}", prose(n, 3), prose(n + 500, 3)),
            _ => prose(n, 3),
        };
        article(&n.to_string(), 1, body)
    };
    spilled(&path, (0..40).map(article_of).collect());
    let suspicion = Suspicion { share: 0.05, least_articles: 20 };
    let found = repeated_sentences(std::slice::from_ref(&path), suspicion, &|_| true).expect("the file is whole");
    let [only] = found.as_slice() else { panic!("one sentence is repeated: {found:?}") };
    assert_eq!((only.article, only.n_articles, only.n_cut, only.n_outlet), (0, 20, 16, 40));
    let document = clean(article_of(0));
    let tokens = tokenize(&document.text, &document.blocks);
    assert_eq!(only.text(&document, &tokens), Some(notice.trim_end_matches('.')));
    let most = Suspicion { share: 0.5, ..suspicion };
    assert!(repeated_sentences(std::slice::from_ref(&path), most, &|_| true).expect("the file is whole").is_empty());
    let large = Suspicion { least_articles: 41, ..suspicion };
    assert!(repeated_sentences(&[path], large, &|_| true).expect("the file is whole").is_empty());
}

#[test]
fn a_cut_file_of_signatures_is_an_error() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("signatures");
    let mut writer = SignatureWriter::create(&path).expect("the folder can be written");
    writer.push(&signature(article("a", 1, prose(1, 9)))).expect("the folder can be written");
    writer.finish().expect("the folder can be written");
    let whole = std::fs::read(&path).expect("the file is there");
    for len in 1..whole.len() {
        std::fs::write(&path, &whole[..len]).expect("the folder can be written");
        let error = cluster(std::slice::from_ref(&path), folder.path()).expect_err("the file is cut");
        assert!(matches!(error, CopiesError::Read { .. }), "{len}: {error}");
    }
}

#[test]
fn signatures_that_cannot_be_written_name_their_file() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let Err(error) = SignatureWriter::create(folder.path()) else { panic!("a folder is in the way") };
    assert!(matches!(error, CopiesError::Write { .. }), "{error}");
    let file = folder.path().display().to_string();
    assert!(error.to_string().starts_with(&format!("{file}: signatures cannot be written (")), "{error}");
}
