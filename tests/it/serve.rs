//! `classlens serve`: pages and answers over the sample corpus, held against the command line.

use std::collections::BTreeMap;
use std::path::Path;

use classlens::serve::{Access, Role};

use crate::support::server::{ask, encoded, get, options, sample, settled, start};
use crate::support::{classlens, rows, stdout};

const QUERIES: [&str; 6] = [
    "",
    "wage*",
    "\"minimum wage\"",
    "focus:low_wage date:2014",
    "@low_wage.schedule",
    "wage NEAR/10 (worker* OR union*)",
];

#[test]
fn every_page_answers_and_says_what_it_shows() {
    let (_, address) = sample();
    for (target, expected) in [
        ("/", "65</strong> of 65 articles"),
        ("/?q=%22minimum+wage%22", "<mark class=\"word\">minimum wage</mark>"),
        ("/?q=wage*&f=focus%3Alow_wage&order=date", "aria-label=\"remove focus:low_wage\""),
        ("/?q=wage*&view=lines&sort=R1", "class=\"kwic\""),
        ("/?q=wage*&view=lines&group=outlet", "class=\"groups\""),
        ("/article?id=cwire-2014-05-minimum-wage&q=wage*&at=0", "What was found"),
        ("/dashboard?q=wage*&q2=flextime", "Whose working life, by outlet"),
        ("/draft", "Check a draft"),
        ("/lexicon?tier=low_wage&dimension=schedule", "entries"),
        ("/about", "65, with"),
        ("/assets/style.css", ":root"),
    ] {
        let found = settled(address, target, &[]);
        assert_eq!(found.status, 200, "{target}: {}", found.text());
        assert!(found.text().contains(expected), "{target}: {}", found.text());
    }
}

#[test]
fn counts_are_those_of_the_command_line() {
    let (root, address) = sample();
    for query in QUERIES {
        let count = stdout(&classlens(root, &["search", "audit", query, "--count"])).trim().parse::<u64>().expect("n");
        let q = encoded(query);
        let found = get(address, &format!("/api/v1/search?q={q}")).json();
        assert_eq!(found["n_found"], count, "{query}");
        let page = get(address, &format!("/?q={q}")).text();
        assert!(page.contains(&format!("<strong>{count}</strong> of 65")), "{query}");
        let csv = stdout(&classlens(root, &["search", "audit", query, "--facet", "focus", "--format", "csv"]));
        let expected: BTreeMap<String, u64> =
            rows(&csv).into_iter().map(|r| (r["value"].clone(), r["n"].parse().expect("n"))).collect();
        let facets = get(address, &format!("/api/v1/facets?field=focus&q={q}")).json();
        let values = facets["facets"][0]["values"].as_array().expect("values").iter();
        let found: BTreeMap<String, u64> =
            values.map(|v| (v["value"].as_str().expect("a name").to_owned(), v["n"].as_u64().expect("n"))).collect();
        assert_eq!(found, expected, "{query}");
    }
}

#[test]
fn every_filter_of_a_facet_finds_as_many_articles_as_the_facet_says() {
    let (_, address) = sample();
    let fields = "focus,outlet,section,author,year,quarter,month,day,scope_gap,headline_scope,attention_low_wage,n_tokens,tropes";
    for fields in fields.split(',') {
        let facets = get(address, &format!("/api/v1/facets?q=wage*&top=1000&field={fields}")).json();
        for value in facets["facets"][0]["values"].as_array().expect("values") {
            let filter = value["filter"].as_str().unwrap_or_else(|| panic!("{fields}: {value} can be asked for"));
            let found = get(address, &format!("/api/v1/search?q=wage*&f={}", encoded(filter))).json();
            assert_eq!(found["n_found"], value["n"], "{filter}");
        }
    }
}

#[test]
fn a_concordance_has_the_hits_of_the_command_line() {
    let (root, address) = sample();
    for query in ["wage*", "\"@low_wage.occupation\" NEAR/10 hour*"] {
        let csv =
            stdout(&classlens(root, &["kwic", "audit", query, "--limit", "0", "--sort", "R1,R2", "--format", "csv"]));
        let expected: Vec<(String, String)> =
            rows(&csv).into_iter().map(|r| (r["id"].clone(), r["start"].clone())).collect();
        let target = format!("/api/v1/kwic?sort=R1,R2&limit=1000&q={}", encoded(query));
        let answer = get(address, &target).json();
        let lines = answer["lines"].as_array().expect("lines").iter();
        let found: Vec<(String, String)> =
            lines.map(|l| (l["id"].as_str().expect("id").to_owned(), l["start"].to_string())).collect();
        assert_eq!(found, expected, "{query}");
        assert_eq!(answer["n_hits"], expected.len(), "{query}");
    }
}

#[test]
fn a_concordance_of_fewer_articles_says_so() {
    let (_, address) = sample();
    let all = get(address, "/api/v1/kwic?q=wage*").json();
    let some = get(address, "/api/v1/kwic?q=wage*&articles=3&seed=7").json();
    assert_eq!((&some["n_found"], &some["n_read"]), (&all["n_found"], &3.into()));
    assert_eq!(some, get(address, "/api/v1/kwic?q=wage*&articles=3&seed=7").json());
    assert_ne!(some, get(address, "/api/v1/kwic?q=wage*&articles=3&seed=8").json());
}

#[test]
fn pages_follow_each_other_without_gaps() {
    let (_, address) = sample();
    for order in ["rank", "date", "oldest", "sample"] {
        let mut seen = Vec::new();
        let mut after = String::new();
        loop {
            let page = get(address, &format!("/api/v1/search?q=work*&order={order}&limit=7{after}")).json();
            seen.extend(page["articles"].as_array().expect("articles").iter().map(|a| a["id"].to_string()));
            let Some(next) = page["next"].as_str() else {
                assert_eq!(page["n_found"], seen.len(), "{order}");
                break;
            };
            after = format!("&after={next}");
        }
        let distinct: std::collections::BTreeSet<_> = seen.iter().collect();
        assert_eq!(distinct.len(), seen.len(), "{order}");
    }
}

#[test]
fn three_formats_hold_the_same_rows() {
    let (_, address) = sample();
    let target = "/api/v1/export?q=wage*&order=date&fields=id,title,focus,n_tokens,wage_percentile,body&format=";
    let csv = get(address, &format!("{target}csv"));
    assert_eq!(csv.header("content-type"), Some("text/csv; charset=utf-8"));
    let csv: Vec<String> = rows(&csv.text()).into_iter().map(|row| row["id"].clone()).collect();
    let lines = get(address, &format!("{target}jsonl")).text();
    let lines: Vec<serde_json::Value> = lines.lines().map(|l| serde_json::from_str(l).expect("an object")).collect();
    let ids: Vec<String> = lines.iter().map(|l| l["id"].as_str().expect("an id").to_owned()).collect();
    let arrow = get(address, &format!("{target}arrow")).body;
    let reader = arrow_ipc::reader::StreamReader::try_new(arrow.as_slice(), None).expect("an Arrow stream");
    let mut from_arrow = Vec::new();
    for batch in reader {
        let batch = batch.expect("a batch");
        let column = batch.column_by_name("id").expect("a column").clone();
        let text = column.as_any().downcast_ref::<arrow_array::StringArray>().expect("text");
        from_arrow.extend(text.iter().map(|id| id.expect("an id").to_owned()));
    }
    assert!(csv.len() > 10);
    assert_eq!(csv, ids);
    assert_eq!(from_arrow, ids);
}

/// A column of a batch as its type.
fn column<T: 'static>(batch: &arrow_array::RecordBatch, at: usize) -> &T {
    batch.column(at).as_any().downcast_ref().expect("its type")
}

#[test]
fn arrow_has_days_numbers_flags_and_lists_as_such() {
    use arrow_array::{Array, BooleanArray, Date32Array, Float64Array, Int64Array, ListArray, StringArray};
    use arrow_schema::DataType;
    let root = crate::support::audited_lines(
        concat!(
            r#"{"id": "a", "outlet": "One", "date": "2014-03-02", "title": "Paid leave", "body": "A cashier earns $9 an hour. Paid leave and a higher minimum wage would help.", "themes": ["pay", "a;b"], "is_lead": true}"#,
            "\n",
            r#"{"id": "b", "outlet": "Two", "title": "Rain", "body": "It rained on the hills for a week, and the ferries stayed where they were."}"#,
        ),
        &[],
    );
    let address = start(&root.path().join("audit"), options(Access::open(Role::Full)));
    let fields = "id,date,n_tokens,score_low_wage,scope_gap,proposals,themes,is_lead,title";
    let body = get(address, &format!("/api/v1/export?format=arrow&order=oldest&fields={fields}")).body;
    let reader = arrow_ipc::reader::StreamReader::try_new(body.as_slice(), None).expect("an Arrow stream");
    let kinds: Vec<DataType> = reader.schema().fields().iter().map(|field| field.data_type().clone()).collect();
    let is_list = |kind: &DataType| matches!(kind, DataType::List(item) if item.data_type() == &DataType::Utf8);
    let expected = [DataType::Utf8, DataType::Date32, DataType::Int64, DataType::Float64, DataType::Boolean];
    assert_eq!(kinds[..5], expected);
    assert!(is_list(&kinds[5]) && is_list(&kinds[6]), "{kinds:?}");
    assert_eq!(kinds[7..], [DataType::Boolean, DataType::Utf8]);
    assert_eq!(reader.schema().field(2).metadata().get("unit").map(String::as_str), Some("tokens"));
    let batch = reader.into_iter().next().expect("a batch").expect("it is whole");
    let days: &Date32Array = column(&batch, 1);
    assert_eq!((days.value(0), days.is_null(1)), (16_131, true), "2 March 2014, counted from 1970");
    assert!(column::<Int64Array>(&batch, 2).value(0) > 10 && column::<Float64Array>(&batch, 3).value(0) > 0.0);
    assert!(!column::<BooleanArray>(&batch, 4).value(1));
    let texts = |at: usize, row: usize| -> Vec<String> {
        let list = column::<ListArray>(&batch, at).value(row);
        let list: &StringArray = list.as_any().downcast_ref().expect("texts");
        list.iter().flatten().map(str::to_owned).collect()
    };
    assert!(texts(5, 0).contains(&"leave".to_owned()) && texts(5, 1).is_empty(), "{:?}", texts(5, 0));
    assert_eq!(texts(6, 0), ["pay", "a;b"]);
    let flags: &BooleanArray = column(&batch, 7);
    assert_eq!((flags.value(0), flags.is_null(1)), (true, true));
}

#[test]
fn shares_of_an_aggregate_have_their_interval() {
    let (root, address) = sample();
    let args = ["search", "audit", "focus:low_wage", "--of", "NOT focus:none", "--by", "year", "--format", "csv"];
    let expected = rows(&stdout(&classlens(root, &args)));
    let found = get(address, "/api/v1/aggregate?q=focus%3Alow_wage&of=NOT+focus%3Anone&by=year").json();
    let groups = found["groups"].as_array().expect("groups");
    assert_eq!(groups.len(), expected.len());
    for (group, row) in groups.iter().zip(&expected) {
        assert_eq!(group["key"][0], row["year"]);
        assert_eq!(group["n_all"].to_string(), row["n_all"]);
        for bound in ["low", "high"] {
            let (found, expected) = (group[bound].as_f64(), row[bound].parse::<f64>().ok());
            assert!(found.zip(expected).is_some_and(|(f, e)| (f - e).abs() < 1e-12), "{bound} of {group}: {row:?}");
        }
    }
}

#[test]
fn mistakes_are_problem_details_with_their_place() {
    let (_, address) = sample();
    for (target, status, detail) in [
        ("/api/v1/search?q=wage+outlte%3Aone", 400, "did you mean `outlet`?"),
        ("/api/v1/search?q=%22open", 400, "never closed"),
        ("/api/v1/search?limit=1000", 400, "`limit` is a number from 1 to 100"),
        ("/api/v1/search?lmit=3", 400, "unknown parameter `lmit`"),
        ("/api/v1/search?q=a&q=b", 400, "given 2 times"),
        ("/api/v1/search?after=xyz", 400, "no cursor"),
        ("/api/v1/kwic?q=focus%3Anone", 400, "has no words"),
        ("/api/v1/facets?field=weather", 400, "no field `weather`"),
        ("/api/v1/export?fields=weather", 400, "no field `weather`"),
        ("/api/v1/export?format=docx", 400, "one of csv, jsonl, arrow"),
        ("/api/v1/articles/no-such-id", 404, "no article"),
        ("/api/v1/lexicon/no-such-id/hits", 404, "no entry"),
        ("/api/v1/nothing", 404, "no page at this address"),
    ] {
        let found = get(address, target);
        assert_eq!(found.status, status, "{target}: {}", found.text());
        assert_eq!(found.header("content-type"), Some("application/problem+json"), "{target}");
        let problem = found.json();
        assert_eq!(problem["status"], status, "{target}");
        assert!(problem["detail"].as_str().is_some_and(|d| d.contains(detail)), "{target}: {problem}");
    }
    assert_eq!(get(address, "/api/v1/search?q=wage+outlte%3Aone").json()["position"], 6);
    let wrong = ask(address, "DELETE", "/api/v1/search", &[], b"");
    assert_eq!((wrong.status, wrong.header("allow")), (405, Some("GET,HEAD")));
    assert_eq!(get(address, "/?q=%22open").status, 400);
}

#[test]
fn the_document_describes_what_is_there_and_its_examples_work() {
    let (_, address) = sample();
    let document = get(address, "/api/v1/openapi.json").json();
    let paths = document["paths"].as_object().expect("paths");
    assert_eq!(paths.len(), 22, "{:?}", paths.keys());
    for (path, item) in paths {
        let Some(operation) = item.get("get") else { continue };
        let mut target = path.clone();
        let mut pairs = Vec::new();
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let name = parameter["name"].as_str().expect("a name");
            let Some(example) = parameter.get("example") else { continue };
            let value = match example {
                serde_json::Value::String(text) => text.clone(),
                serde_json::Value::Array(all) => all[0].as_str().expect("text").to_owned(),
                other => other.to_string(),
            };
            if parameter["in"] == "path" {
                target = target.replace(&format!("{{{name}}}"), &encoded(&value));
            } else {
                pairs.push(format!("{name}={}", encoded(&value)));
            }
        }
        let found = get(address, &format!("{target}?{}", pairs.join("&")));
        assert_eq!(found.status, 200, "{target} {pairs:?}: {}", found.text());
        assert!(operation["responses"].get("200").is_some(), "{path}");
    }
}

/// The parameters of the document: address, name, pattern where there is one, example.
fn parameters(document: &serde_json::Value) -> Vec<(String, String, Option<String>, Option<String>)> {
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for parameter in item["get"]["parameters"].as_array().into_iter().flatten() {
            let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
            let name = text(&parameter["name"]).expect("a name");
            all.push((path.clone(), name, text(&parameter["schema"]["pattern"]), text(&parameter["example"])));
        }
    }
    all
}

#[test]
fn every_example_fits_its_pattern_and_every_list_has_one() {
    let (_, address) = sample();
    let document = get(address, "/api/v1/openapi.json").json();
    let all = parameters(&document);
    let mut n = 0;
    for (path, name, pattern, example) in &all {
        let (Some(pattern), Some(example)) = (pattern, example) else { continue };
        let pattern = regex::Regex::new(pattern).unwrap_or_else(|e| panic!("{path} {name}: {e}"));
        assert!(pattern.is_match(example), "{path} {name}: {example}");
        n += 1;
    }
    assert!(n >= 12, "{n} examples");
    for list in [
        "order", "format", "fields", "field", "by", "sort", "group", "fold", "table", "weigh", "interval", "survey",
        "measure", "claim",
    ] {
        let of_list: Vec<_> = all.iter().filter(|(_, name, ..)| name == list).collect();
        assert!(
            !of_list.is_empty() && of_list.iter().all(|(_, _, pattern, _)| pattern.is_some()),
            "{list}: {of_list:?}"
        );
    }
}

#[test]
fn a_pattern_allows_what_is_accepted_and_nothing_else() {
    let (root, address) = sample();
    let document = get(address, "/api/v1/openapi.json").json();
    let all = parameters(&document);
    let pattern_of = |path: &str, name: &str| {
        let found = all.iter().find(|(known, own, ..)| known == path && own == name);
        let pattern = found.and_then(|(_, _, pattern, _)| pattern.clone()).unwrap_or_else(|| panic!("{path} {name}"));
        regex::Regex::new(&pattern).expect("a pattern")
    };
    // The names that the program itself lists.
    let listed = rows(&stdout(&classlens(root, &["variables", "audit", "--all", "--format", "csv"])));
    let fields: Vec<String> =
        listed.iter().filter(|row| row["in_by"] == "true").map(|row| row["name"].clone()).collect();
    assert!(fields.len() > 30 && fields.contains(&"wire".to_owned()), "{fields:?}");
    let keys: Vec<String> =
        "left,right,keyword,L1,R50,id,outlet,date,year,section,author,field".split(',').map(str::to_owned).collect();
    let columns: Vec<String> = fields
        .iter()
        .filter(|name| !["day", "week", "month", "quarter", "year", "decade"].contains(&name.as_str()))
        .cloned()
        .collect();
    let texts = ["title", "url", "body", "snippet", "score", "cursor"].map(str::to_owned);
    let order = ["rank", "date", "oldest", "sample"].map(str::to_owned);
    let words = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let intervals = ["auto", "outlet", "outlet-week", "story", "wilson"];
    let baselines = ["tiers", "profiled", "groups", "occupations", "silence", "wages", "places", "education"];
    let lists: [(&str, &str, &str, Vec<String>); 20] = [
        ("/api/v1/summary", "by", "replicates=100", fields.clone()),
        ("/api/v1/summary", "weigh", "replicates=100", words(&["copy", "story"])),
        ("/api/v1/summary", "interval", "replicates=100", words(&intervals)),
        ("/api/v1/baseline", "interval", "replicates=100", words(&intervals[..4])),
        ("/api/v1/baseline", "table", "replicates=100", words(&baselines)),
        ("/api/v1/baseline", "survey", "replicates=100", words(&["cps", "oews"])),
        ("/api/v1/baseline", "weigh", "replicates=100", words(&["copy", "story"])),
        ("/api/v1/voice", "table", "q=wage", words(&["voices", "sources", "salience"])),
        ("/api/v1/work", "table", "q=wage", words(&["pay", "schedules", "reasons"])),
        ("/api/v1/trend", "measure", "q=wage", words(&["share", "rate"])),
        ("/api/v1/health", "table", "", words(&["articles", "volume", "sentences", "refused"])),
        ("/api/v1/health", "by", "q=wage", fields.clone()),
        ("/api/v1/robustness", "claim", "q=wage", words(&["shares", "ratios"])),
        ("/api/v1/facets", "field", "q=wage", fields.clone()),
        ("/api/v1/aggregate", "by", "q=wage", fields),
        ("/api/v1/kwic", "sort", "q=wage", [keys.as_slice(), &["random".to_owned()]].concat()),
        ("/api/v1/kwic", "group", "q=wage", keys),
        ("/api/v1/export", "fields", "q=wage&limit=1", [columns.as_slice(), &texts].concat()),
        ("/api/v1/export", "order", "q=wage&limit=1", order.to_vec()),
        ("/api/v1/search", "order", "q=wage&limit=1", order.to_vec()),
    ];
    for (path, name, query, words) in lists {
        let pattern = pattern_of(path, name);
        for word in words {
            assert!(pattern.is_match(&word), "{path} accepts {name}={word}");
            let found = get(address, &format!("{path}?{query}&{name}={}", encoded(&word)));
            assert_eq!(found.status, 200, "{path} {name}={word}: {}", found.text());
        }
        assert!(!pattern.is_match("weather"), "{path} {name}");
        let empty = get(address, &format!("{path}?{query}&{name}="));
        assert_eq!((empty.status, pattern.is_match("")), (200, true), "{path} {name}= is as if it was left out");
    }
    for (path, name, allowed) in [
        ("/api/v1/kwic", "sort", "R1,R2"),
        ("/api/v1/kwic", "sort", "r1, l2"),
        ("/api/v1/kwic", "window", "0"),
        ("/api/v1/aggregate", "by", "year,n_tokens/500,focus"),
        ("/api/v1/aggregate", "by", "outlet, probability_low_wage/0.1"),
        ("/api/v1/export", "fields", "id, title"),
    ] {
        assert!(pattern_of(path, name).is_match(allowed), "{name}={allowed}");
        assert_eq!(get(address, &format!("{path}?q=wage&{name}={}", encoded(allowed))).status, 200, "{name}={allowed}");
    }
    for (path, name, refused) in [
        ("/api/v1/kwic", "sort", "R1,random"),
        ("/api/v1/kwic", "sort", "L51"),
        ("/api/v1/aggregate", "by", "n_tokens/0"),
        ("/api/v1/summary", "by", "year/x"),
        ("/api/v1/baseline", "interval", "wilson"),
    ] {
        assert!(!pattern_of(path, name).is_match(refused), "{name}={refused}");
        assert_eq!(get(address, &format!("{path}?q=wage&{name}={}", encoded(refused))).status, 400, "{name}={refused}");
    }
}

#[test]
fn a_draft_is_read_and_leaves_no_trace() {
    let (root, address) = sample();
    let before = contents(&root.join("audit"));
    let text = "Ask for flextime in a zorblatt of words. A cashier whose shifts change every week has no such choice.";
    let draft = serde_json::json!({ "title": "How all workers can get a flexible schedule", "text": text }).to_string();
    let json = [("Content-Type", "application/json")];
    let found = ask(address, "POST", "/api/v1/draft", &json, draft.as_bytes());
    assert_eq!(found.status, 200, "{}", found.text());
    let reading = found.json();
    let words: Vec<&str> =
        reading["evidence"].as_array().expect("evidence").iter().filter_map(|e| e["words"].as_str()).collect();
    assert!(words.contains(&"cashier"), "{words:?}");
    let remarks = reading["remarks"].to_string();
    assert!(remarks.contains("Missing: no word of middle workers"), "{remarks}");
    assert!(!found.text().contains("zorblatt"), "the answer quotes hits and speakers alone");
    let form = [("Content-Type", "application/x-www-form-urlencoded")];
    let body = format!("title=&text={}", encoded(text));
    let page = ask(address, "POST", "/draft", &form, body.as_bytes());
    assert!(page.text().contains("zorblatt") && page.text().contains("href=\"#h1\""), "{}", page.text());
    assert_eq!(page.header("cache-control"), Some("private, no-store"));
    assert!(!get(address, "/?q=zorblatt").text().contains("a zorblatt of words"));
    assert_eq!(contents(&root.join("audit")), before);
    for (body, status) in
        [("{}", 422), ("{\"text\": \" \"}", 400), ("{", 400), ("{\"text\": \"a\", \"id\": \"x\"}", 422)]
    {
        assert_eq!(ask(address, "POST", "/api/v1/draft", &json, body.as_bytes()).status, status, "{body}");
    }
    assert_eq!(ask(address, "POST", "/api/v1/draft", &[("Content-Type", "text/plain")], b"text").status, 415);
}

#[test]
fn every_hit_of_a_long_draft_says_what_it_moves() {
    let (_, address) = sample();
    let text = "The cashier works night shifts for the minimum wage, and the waitress lives on tips. ".repeat(500);
    let draft = serde_json::json!({ "title": "Night shifts", "text": text }).to_string();
    let json = [("Content-Type", "application/json")];
    let found = ask(address, "POST", "/api/v1/draft", &json, draft.as_bytes()).json();
    let evidence = found["evidence"].as_array().expect("evidence");
    assert!(evidence.len() > 2000, "{} hits", evidence.len());
    assert!(evidence.iter().all(|hit| hit["moved"].is_number()));
}

/// Every file below `folder` with its bytes.
fn contents(folder: &Path) -> BTreeMap<std::path::PathBuf, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder).into_iter().flatten().filter(|e| e.file_type().is_file());
    files.map(|e| (e.path().to_owned(), std::fs::read(e.path()).expect("a file of the audit"))).collect()
}

#[test]
fn an_article_leads_to_its_neighbours_and_back() {
    let (_, address) = sample();
    let found = get(address, "/api/v1/search?q=wage*&order=date&limit=3").json();
    let id = |at: usize| found["articles"][at]["id"].as_str().expect("an id").to_owned();
    let page = get(address, &format!("/article?id={}&q=wage*&order=date&at=1", id(1))).text();
    for (rel, other) in [("prev", id(0)), ("next", id(2))] {
        let link = page.split(&format!("rel=\"{rel}\" href=\"")).nth(1).expect("a link").split('"').next();
        assert!(link.is_some_and(|l| l.contains(&encoded(&other))), "{rel}: {link:?}");
    }
    assert!(page.contains("href=\"/?q=wage%2A&#38;order=date\""), "the way back holds the whole state");
}

#[test]
fn an_entry_shows_as_many_hits_as_the_record_has() {
    let (_, address) = sample();
    let lexicon = get(address, "/api/v1/lexicon?q=minimum+wage&limit=1000").json();
    let entries = lexicon["entries"].as_array().expect("entries");
    let hit = entries.iter().find(|e| e["n_hits"].as_u64() > Some(0)).expect("the sample speaks of the minimum wage");
    let target = format!("/api/v1/lexicon/{}/hits", encoded(hit["id"].as_str().expect("an id")));
    let found = get(address, &target).json();
    assert_eq!(found["n_hits"], hit["n_hits"]);
    assert_eq!(found["lines"].as_array().expect("lines").len() as u64, hit["n_hits"].as_u64().unwrap_or(0).min(200));
}

#[test]
fn an_open_server_is_refused_to_other_machines() {
    let (root, _) = sample();
    let output = classlens(root, &["serve", "audit", "--address", "0.0.0.0:0"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(crate::support::stderr(&output).contains("--tokens FILE"));
}

#[test]
fn too_many_requests_are_told_to_wait() {
    let (root, _) = sample();
    let address = start(
        &root.join("audit"),
        classlens::serve::ServeOptions { rate: Some(5), ..options(Access::open(Role::Full)) },
    );
    let statuses: Vec<u16> = (0..7).map(|_| get(address, "/about").status).collect();
    assert!(statuses.iter().take(5).all(|s| *s == 200) && statuses[6] == 429, "{statuses:?}");
    let told = get(address, "/api/v1/search");
    assert!(told.header("retry-after").is_some_and(|s| s.parse::<u64>().is_ok()), "{}", told.head);
}

#[test]
fn no_two_operations_of_the_document_have_one_name_and_groups_can_be_had_by_size() {
    let (_, address) = sample();
    let document = get(address, "/api/v1/openapi.json").json();
    assert!(document["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));
    let items = document["paths"].as_object().expect("paths").values();
    let operations = items.flat_map(|item| ["get", "post"].into_iter().filter_map(|method| item.get(method)));
    let mut names: Vec<&str> = operations.map(|one| one["operationId"].as_str().expect("a name")).collect();
    let n = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), n, "{names:?}");
    let sizes = |order: &str| -> Vec<u64> {
        let found = get(address, &format!("/api/v1/aggregate?by=outlet&order={order}")).json();
        found["groups"].as_array().expect("groups").iter().filter_map(|group| group["n"].as_u64()).collect()
    };
    let (by_count, mut by_key) = (sizes("count"), sizes("key"));
    assert_ne!(by_count, by_key);
    by_key.sort_unstable_by(|a, b| b.cmp(a));
    assert_eq!(by_count, by_key);
}

#[test]
fn quotations_and_speakers_are_those_of_the_record() {
    let (root, address) = sample();
    let all = get(address, "/api/v1/quotes?limit=1000").json();
    let quotes = all["rows"].as_array().expect("rows");
    assert_eq!(Some(quotes.len() as u64), all["n_found"].as_u64());
    assert!(quotes.iter().any(|quote| quote["speaker"].is_string() && quote["n_words"].as_u64() > Some(0)));
    let second = get(address, "/api/v1/quotes?from=1&limit=1").json();
    assert_eq!(second["rows"][0], quotes[1]);
    let some = get(address, "/api/v1/quotes?q=wage*&limit=1000").json();
    let ids = get(address, "/api/v1/search?q=wage*&limit=100").json();
    let ids: Vec<&serde_json::Value> = ids["articles"].as_array().expect("articles").iter().map(|a| &a["id"]).collect();
    let rows = some["rows"].as_array().expect("rows");
    assert!(!rows.is_empty() && rows.len() < quotes.len());
    assert!(rows.iter().all(|quote| ids.contains(&&quote["article"])));
    let speakers = get(address, "/api/v1/speakers?q=wage*").json();
    let first = &speakers["rows"][0];
    let own = |quote: &&serde_json::Value| quote["speaker"] == first["speaker"] && quote["kind"] != "stance";
    assert_eq!(first["quotations"].as_u64(), Some(rows.iter().filter(own).count() as u64), "{first}");
    let limited = start(&root.join("audit"), options(Access::open(Role::Snippet(300))));
    assert_eq!(get(limited, "/api/v1/speakers").status, 403);
    assert_eq!(get(limited, "/api/v1/quotes").status, 403);
}
