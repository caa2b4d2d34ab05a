//! Signs of sentences and sums of weights, worked by hand.

use crate::article::RawArticle;
use crate::clean::{Document, Zone, clean};
use crate::lexicon::{Lexicon, LexiconFile};
use crate::matcher::{Hits, Matcher};
use crate::tokenize::{Tokens, tokenize};
use crate::worklife::{HitNames, SentenceModel, SentenceReading, SentenceReadings, SentenceTotals, Sign, signs};

const HEADER: &str =
    "name = \"test\"\nlanguage = \"en\"\ntiers = [\"professional\", \"low_wage\"]\ndimensions = [\"occupation\"]\n";
const ENTRY: &str =
    "[[entry]]\npattern = \"cashier|cashiers\"\ntier = \"low_wage\"\ndimension = \"occupation\"\nsource = \"test\"\n";

fn lexicon(sentences: &str) -> Lexicon {
    let file = |path: &str, content: &str| LexiconFile { path: path.into(), content: content.to_owned().into() };
    Lexicon::from_files(&[file("lexicon.toml", HEADER), file("entries.toml", ENTRY), file("sentences.csv", sentences)])
        .expect("the lexicon is sound")
}

fn read(lexicon: &Lexicon, title: &str, body: &str) -> (Document, Tokens, Hits) {
    let raw = RawArticle { id: "1".into(), title: title.into(), body: body.into(), ..RawArticle::default() };
    let document = clean(raw);
    let tokens = tokenize(&document.text, &document.blocks);
    let hits = Matcher::new(lexicon).find(&document.text, &tokens);
    (document, tokens, hits)
}

fn written(title: &str, body: &str) -> Vec<Vec<String>> {
    let lexicon = lexicon("");
    let (_, tokens, hits) = read(&lexicon, title, body);
    let list = |signs: &Vec<(u64, Sign<'_>)>| {
        let mut list: Vec<String> = signs.iter().map(|(_, sign)| sign.to_string()).collect();
        list.sort();
        list
    };
    signs(&HitNames::of(&lexicon), &tokens, &hits).iter().map(|sentence| list(&sentence.signs)).collect()
}

#[test]
fn a_sentence_has_its_words_pairs_and_hits_each_once() {
    let found = written("", "Cashiers earn $9. The bus was late.");
    assert_eq!(
        found[0],
        [
            "hit:low_wage",
            "hit:low_wage.occupation",
            "pair:cashiers earn",
            "pair:earn #money",
            "place:lede",
            "place:up_to_7_words",
            "word:#money",
            "word:cashiers",
            "word:earn"
        ]
    );
}

#[test]
fn the_sentence_before_the_one_after_and_the_headline_are_signs() {
    let found = written("Cashiers on strike", "The shop closed. A cashier wept. Nobody came.");
    assert!(found[0].iter().all(|sign| !sign.contains("_in_headline") && !sign.contains("_before")));
    for sign in ["hit_in_headline:low_wage", "hit_after:low_wage"] {
        assert!(found[1].iter().any(|found| found == sign), "{sign}: {:?}", found[1]);
    }
    assert!(found[1].iter().all(|sign| !sign.starts_with("hit_before")), "the headline is no sentence before it");
    assert!(found[3].iter().any(|sign| sign == "hit_before:low_wage"), "{:?}", found[3]);
}

#[test]
fn a_sign_is_read_as_it_is_written() {
    for text in ["word:nurse", "pair:laid off", "hit_before:middle.pay", "place:lede", "word:#number"] {
        assert_eq!(Sign::parse(text).expect("it is a sign").to_string(), text);
    }
    for text in ["nurse", "word:", "pair:laid", "word:laid off", "wrod:nurse"] {
        assert_eq!(Sign::parse(text), None, "{text}");
    }
    let key = |text| Sign::parse(text).expect("it is a sign").key();
    assert_ne!(key("pair:a b"), key("pair:b a"));
    assert_ne!(key("hit:middle"), key("hit_before:middle"));
}

#[test]
fn a_probability_is_the_logistic_of_the_sum_of_weights() {
    let weights = "sign,professional,low_wage,general\nconstant,-2,-1,-3\nword:wept,0,0.5,0\nhit:low_wage,0,1.5,0\n";
    let lexicon = lexicon(weights);
    let model = SentenceModel::of(&lexicon).expect("the file is sound").expect("there is one");
    let (_, tokens, hits) = read(&lexicon, "", "A cashier wept.");
    let found = model.read(&tokens, &hits);
    let logistic = |x: f64| 1.0 / (1.0 + (-x).exp());
    assert_eq!(found.sentences.len(), 1);
    assert_eq!(found.sentences[0].probability, [-2.0, 1.0, -3.0].map(logistic));
}

#[test]
fn a_file_that_does_not_fit_is_refused_with_its_line() {
    let refused = |content: &str| SentenceModel::of(&lexicon(content)).expect_err(content).to_string();
    assert!(
        refused("sign,low_wage\n")
            .contains("its columns are not sign,professional,low_wage,general,article_professional,article_low_wage")
    );
    let head = "# a note\nsign,professional,low_wage,general\n";
    assert!(refused(&format!("{head}word:a,1,2\n")).starts_with("sentences.csv:3: 3 numbers are asked for"));
    assert!(refused(&format!("{head}word:a,1,2,x\n")).starts_with("sentences.csv:3: 3 numbers"));
    assert!(refused(&format!("{head}a,1,2,3\n")).starts_with("sentences.csv:3: `a` is no sign"));
    assert!(
        refused(&format!("{head}word:a,1,2,3\nword:a,1,2,3\n")).starts_with("sentences.csv:4: `word:a` is there twice")
    );
    assert_eq!(SentenceModel::of(&lexicon("")), Ok(None));
}

#[test]
fn totals_are_sums_and_means_of_probabilities() {
    let sentence = |at: u32, zone, p: f64| SentenceReading { sentence: at, zone, probability: vec![p] };
    let body = [0.5, 0.1, 0.9, 0.9, 0.6, 0.0, 0.0, 0.0];
    let mut all = vec![sentence(0, Zone::Headline, 0.3)];
    all.extend(body.iter().zip(1..).map(|(p, at)| sentence(at, Zone::Body, *p)));
    let found = SentenceReadings { sentences: all, words: vec![-1.5] }.totals(0).values();
    let asked = [3.0, 3.0 / 8.0, 0.3, 0.6, 0.8, 3.0 / 8.0, 0.8, -1.5];
    assert!(found.iter().zip(asked).all(|(a, b)| (a - b).abs() < 1e-12), "{found:?} is not {asked:?}");
    assert_eq!(SentenceReadings::default().totals(0), SentenceTotals::default());
}

#[test]
fn words_of_the_article_count_once_and_by_the_root_of_its_length() {
    let weights = "sign,professional,low_wage,general,article_professional,article_low_wage\nconstant,0,0,0,-1,-2\n\
                   word:wept,0,0,0,0.5,0\npair:a cashier,0,0,0,0,1.5\n";
    let lexicon = lexicon(weights);
    let model = SentenceModel::of(&lexicon).expect("the file is sound").expect("there is one");
    let (_, tokens, hits) = read(&lexicon, "", "A cashier wept. A cashier wept.");
    // Six tokens count as 200: the root of 1,000 / 200.
    let scale = 5.0_f64.sqrt();
    let found = model.read(&tokens, &hits).words;
    for (found, asked) in found.iter().zip([-1.0 + 0.5 * scale, -2.0 + 1.5 * scale]) {
        assert!((found - asked).abs() < 1e-12, "{found} is not {asked}");
    }
}
