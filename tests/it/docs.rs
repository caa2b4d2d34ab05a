//! The book agrees with the code: code map, figures, links, names. `CLASSLENS_BLESS=1` rewrites what is generated.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use regex::Regex;

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Every page: those at the root that lead into the book, and the book.
pub fn pages() -> Vec<PathBuf> {
    let at_root = ["README.md", "ARCHITECTURE.md", "METHODS.md", "SECURITY.md"].map(|name| root().join(name));
    let mut pages = files(&root().join("docs"), "md");
    assert!(pages.len() > 60, "the book was found: {} pages", pages.len());
    pages.extend(at_root);
    pages
}

/// The same, and the page for those who change the program.
fn written_pages() -> Vec<PathBuf> {
    pages().into_iter().chain([root().join("CONTRIBUTING.md")]).collect()
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let all = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten().map(walkdir::DirEntry::into_path);
    all.filter(|path| path.extension().is_some_and(|e| e == extension)).collect()
}

/// A page as its prose: code blocks are left out, so that what looks like a link there is none.
fn prose(page: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for line in page.lines() {
        if line.trim_start().starts_with("```") {
            inside = !inside;
        } else if !inside {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// Fails when a generated file is stale, or writes it where that was asked for.
fn check_generated(path: &Path, expected: &str) {
    if std::env::var_os("CLASSLENS_BLESS").is_some() {
        std::fs::write(path, expected).expect("the book can be written");
    }
    let found = std::fs::read_to_string(path).unwrap_or_default();
    assert!(found == expected, "{} is stale: run the tests with CLASSLENS_BLESS=1", path.display());
}

/// The first paragraph of the opening comment of a source file, without links of rustdoc.
fn purpose(source: &str) -> String {
    let lines = source.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim);
    let text = lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
    let links = Regex::new(r"\[([^\]]+)\](\((crate|super|self)::[^)]*\))?").expect("a sound pattern");
    links.replace_all(&text, "$1").replace('|', "\\|")
}

fn is_test(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| stem == "tests" || stem.to_string_lossy().ends_with("_tests"))
}

fn code_map() -> String {
    let lib = read(&root().join("src/lib.rs"));
    let stages = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    let mut out = String::from(
        "# Code map\n\nGenerated from the opening lines of the source files, in the order of `src/lib.rs`; \
         `CLASSLENS_BLESS=1 cargo test --test it docs` writes it again. Do not edit.\n",
    );
    for stage in stages.chain(["bin/classlens"]) {
        let folder = root().join("src").join(stage);
        let single = folder.with_extension("rs");
        let mut sources = if single.exists() { vec![single] } else { files(&folder, "rs") };
        sources.retain(|path| !is_test(path));
        assert!(!sources.is_empty(), "{stage} has files");
        let head = ["mod.rs", "main.rs"].map(|name| folder.join(name)).into_iter().find(|path| path.exists());
        write!(out, "\n## {stage}\n\n").expect("a string takes all");
        if let Some(head) = &head {
            writeln!(out, "{}\n", purpose(&read(head))).expect("a string takes all");
        }
        out.push_str("| file | purpose |\n|---|---|\n");
        for path in sources.iter().filter(|path| Some(*path) != head.as_ref()) {
            let purpose = purpose(&read(path));
            assert!(!purpose.is_empty(), "{}: the file begins with what it is for: //! …", path.display());
            let name = path.strip_prefix(root().join("src")).expect("a source").display().to_string();
            writeln!(out, "| `{}` | {purpose} |", name.replace('\\', "/")).expect("a string takes all");
        }
    }
    out
}

#[test]
fn the_code_map_is_that_of_the_sources() {
    check_generated(&root().join("docs/architecture/code-map.md"), &code_map());
}

/// The blocks of an evaluation page by name.
/// Limits that a user sets, for the page of limits.
const SETTINGS: &str = "\
What is too large, too deep or too many is refused or cut with a message that names the limit; nothing is lost in silence.

## Settings

| limit | default | how to change it |
|---|---|---|
| buffers of an audit | 512 MiB | `audit --memory MIB` |
| longest record | 32 MiB | `audit --max-record MIB`, up to 2048 |
| threads | all cores | `audit --threads N` |
| characters of an article that a token may see, over all requests | that of its role | `characters` in the token file of `serve` |
| what is drawn for an interval | 2,000 samples | `--replicates N` |
| values of a variable that `--by` takes | 10,000 | steps and periods (`--by circulation:10000`, `--by date:month`), or a file of queries |
";

/// A limit of the program: a constant whose name says that it is one.
struct Limit {
    name: String,
    value: String,
    meaning: String,
}

fn limits_of(source: &str) -> Vec<Limit> {
    let constant =
        Regex::new(r"^(?:pub(?:\([a-z]+\))? )?const ((?:MAX|MOST|LONGEST|DEEPEST)[A-Z_]*): u[a-z0-9]+ = ([^;]+);")
            .expect("a sound pattern");
    let mut doc: Vec<&str> = Vec::new();
    let mut out = Vec::new();
    for line in source.lines() {
        if let Some(words) = line.strip_prefix("///") {
            doc.push(words.trim());
            continue;
        }
        if let Some(found) = constant.captures(line) {
            out.push(Limit { name: found[1].to_owned(), value: found[2].to_owned(), meaning: doc.join(" ") });
        }
        doc.clear();
    }
    out
}

fn limits() -> String {
    let mut out = format!(
        "# Limits\n\n{SETTINGS}\n## Built in\n\nGenerated from the constants of the sources; \
         `CLASSLENS_BLESS=1 cargo test --test it docs` writes it again. Do not edit.\n\n| limit | value | where |\n|---|---|---|\n"
    );
    for path in files(&root().join("src"), "rs").into_iter().filter(|path| !is_test(path)) {
        let name = path.strip_prefix(root().join("src")).expect("a source").display().to_string().replace('\\', "/");
        for limit in limits_of(&read(&path)) {
            assert!(!limit.meaning.is_empty(), "{name}: {} says what it limits: /// …", limit.name);
            let meaning = limit.meaning.replace('|', "\\|");
            writeln!(out, "| {meaning} | `{}` | `{}` in `{name}` |", limit.value, limit.name)
                .expect("a string takes all");
        }
    }
    out
}

#[test]
fn the_page_of_limits_is_that_of_the_sources() {
    let page = limits();
    assert!(page.matches("\n| ").count() > 40, "limits were found");
    check_generated(&root().join("docs/reference/limits.md"), &page);
}

fn blocks(page: &str) -> BTreeMap<String, String> {
    let block = Regex::new(r"(?s)<!-- block: (\S+) -->\n(.*?)\n<!-- end -->").expect("a sound pattern");
    block.captures_iter(page).map(|found| (found[1].to_owned(), found[2].to_owned())).collect()
}

#[test]
fn figures_of_the_methods_are_copied_from_evaluation_pages() {
    let copy = Regex::new(r"(?s)<!-- figures: (\S+?)#(\S+) -->\n(.*?)<!-- end figures -->").expect("a sound pattern");
    let mut n_copies = 0;
    for page in pages() {
        let text = read(&page);
        let expected = copy.replace_all(&text, |found: &regex::Captures<'_>| {
            n_copies += 1;
            let from = page.parent().expect("a page lies in a folder").join(&found[1]);
            let blocks = blocks(&read(&from));
            let block = blocks.get(&found[2]);
            let block = block.unwrap_or_else(|| panic!("{}: no block {} in {}", page.display(), &found[2], &found[1]));
            let (page, name) = (&found[1], &found[2]);
            let older =
                if is_of_older_lexicon(&from) { " It is of an older lexicon than the shipped one." } else { "" };
            let source = format!("From the evaluation page [{}]({page}).{older}", stem(page));
            format!("<!-- figures: {page}#{name} -->\n\n{block}\n\n{source}\n<!-- end figures -->")
        });
        check_generated(&page, &expected);
    }
    assert!(n_copies >= 14, "figures were found: {n_copies}");
}

/// Pages of the methods that are no finding: lists, procedures, and how articles come in and pages come about.
const NO_FINDING: [&str; 6] = ["README", "coding", "reading", "report", "reproducibility", "sources"];
/// What the page of a finding has, in this order; headings of its own may lie between.
const PARTS: [&str; 5] = ["Definition", "Formula", "Source", "Computed by", "Figures"];
/// Most bytes of the page of a finding.
const LONGEST_FINDING: usize = 6 * 1024;

#[test]
fn the_page_of_a_finding_has_all_parts_in_one_order() {
    let pages = files(&root().join("docs/methods"), "md");
    let name = |page: &Path| page.file_stem().expect("a file").to_string_lossy().into_owned();
    for other in NO_FINDING {
        assert!(pages.iter().any(|page| name(page) == other), "there is no page {other}: take it off the list");
    }
    let findings: Vec<_> = pages.iter().filter(|page| !NO_FINDING.contains(&name(page).as_str())).collect();
    assert!(findings.len() > 20, "pages were found: {}", findings.len());
    for page in findings {
        let text = read(page);
        let prose = prose(&text);
        let headings: Vec<&str> = prose.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        let parts: Vec<&str> = headings.iter().copied().filter(|heading| PARTS.contains(heading)).collect();
        assert_eq!(parts, PARTS, "{}: headings {headings:?}", page.display());
        let empty = prose.lines().collect::<Vec<_>>();
        let empty = empty.split(|line| line.starts_with("## ")).skip(1).find(|part| part.iter().all(|l| l.is_empty()));
        assert!(empty.is_none(), "{}: a part has no text", page.display());
        assert!(text.matches("<!-- figures: ").count() <= 1, "{}: more than one block of figures", page.display());
        assert!(text.len() <= LONGEST_FINDING, "{} has {} bytes", page.display(), text.len());
    }
}

/// The name of a page ends in the first digits of the hash of its lexicon, where a lexicon decides; it holds for all
/// lexicons with the same scores.
fn is_of_older_lexicon(page: &Path) -> bool {
    let hash = Regex::new(r"-[0-9a-f]{8}\.md$").expect("a sound pattern");
    hash.is_match(&page.to_string_lossy()) && !read(page).contains(&of_shipped_scores())
}

/// What the page of an evaluation says that was written with the scores of the shipped lexicon.
fn of_shipped_scores() -> String {
    format!(", scores {}\n", classlens::lexicon::Lexicon::embedded().scores_hash)
}

fn stem(path: &str) -> String {
    Path::new(path).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

#[test]
fn the_shipped_lexicon_has_an_evaluation_page() {
    let scores = of_shipped_scores();
    let found: Vec<PathBuf> = files(&root().join("docs/evaluation"), "md");
    let page = found.iter().find(|path| read(path).contains(&scores));
    let page = page.unwrap_or_else(|| {
        panic!("no page in docs/evaluation has `{}`: docs/evaluation/README.md says how to write one", scores.trim())
    });
    let text = read(page);
    for block in ["focus", "attention", "acknowledgement", "scope-gap", "headline-scope"] {
        assert!(blocks(&text).contains_key(block), "{} has no block {block}", page.display());
    }
    let name = page.file_name().expect("a file").to_string_lossy();
    assert!(read(&root().join("docs/evaluation/README.md")).contains(&format!("]({name}) | **the shipped lexicon**")));
}

/// The address of a heading, as forges and mdBook make it.
fn slug(heading: &str) -> String {
    let kept = heading.trim().to_lowercase();
    let kept = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

fn headings(page: &str) -> Vec<String> {
    let prose = prose(page);
    prose.lines().filter(|line| line.starts_with('#')).map(|line| slug(line.trim_start_matches('#'))).collect()
}

#[test]
fn links_lead_to_a_file_and_a_heading() {
    let link = Regex::new(r"\]\(([^)\s]+)\)").expect("a sound pattern");
    let code = Regex::new("`[^`\n]*`").expect("a sound pattern");
    let mut n_links = 0;
    for page in written_pages() {
        let text = read(&page);
        let text = code.replace_all(&prose(&text), "").into_owned();
        for found in link.captures_iter(&text).filter(|found| !found[1].contains("://")) {
            n_links += 1;
            let (file, heading) = found[1].split_once('#').unwrap_or((&found[1], ""));
            let folder = page.parent().expect("a page lies in a folder");
            let target = if file.is_empty() { page.clone() } else { folder.join(file) };
            assert!(target.exists(), "{}: no file {file}", page.display());
            if !heading.is_empty() {
                let known = headings(&read(&target));
                assert!(
                    known.iter().any(|h| h == heading),
                    "{}: no heading {heading} in {file}: {known:?}",
                    page.display()
                );
            }
        }
    }
    assert!(n_links > 200, "links were found: {n_links}");
}

#[test]
fn every_page_of_the_book_is_in_its_summary() {
    let summary = read(&root().join("docs/SUMMARY.md"));
    for page in files(&root().join("docs"), "md") {
        let name = page.strip_prefix(root().join("docs")).expect("a page of the book").display().to_string();
        let name = name.replace('\\', "/");
        assert!(name == "SUMMARY.md" || summary.contains(&format!("]({name})")), "{name} is not in SUMMARY.md");
    }
}

/// The lines of a program, without indentation; of its documentation, too.
#[test]
fn every_page_of_the_methods_is_on_the_server() {
    let source = std::fs::read_to_string(root().join("src/serve/pages/methods.rs")).expect("the list of pages");
    let served: Vec<&str> =
        source.lines().filter_map(|line| line.trim().strip_prefix("(\"")?.split('"').next()).collect();
    let pages = files(&root().join("docs/methods"), "md");
    let mut written: Vec<_> = pages.iter().filter_map(|page| page.file_stem()?.to_str()).collect();
    written.retain(|name| *name != "README");
    written.sort_unstable();
    assert_eq!(served, written);
}

fn lines_of_code(source: &str) -> Vec<String> {
    source.lines().map(|line| line.trim_start().trim_start_matches("//!").trim().to_owned()).collect()
}

#[test]
fn code_of_the_library_guide_is_that_of_programs_that_run() {
    let programs = ["src/lib.rs", "examples/audit.rs"].map(|file| lines_of_code(&read(&root().join(file))));
    let guide = read(&root().join("docs/guides/library.md"));
    let blocks: Vec<&str> = guide.split("```rust\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(blocks.len(), 2, "the guide has its programs");
    for block in blocks {
        let lines = lines_of_code(block);
        let is_part = programs.iter().any(|program| program.windows(lines.len()).any(|part| part == lines));
        assert!(is_part, "neither src/lib.rs nor examples/audit.rs has:\n{block}");
    }
}

#[test]
fn links_of_the_book_stay_in_the_book() {
    let link = Regex::new(r"\]\(([^)#\s]+)").expect("a sound pattern");
    let book = root().join("docs");
    let redirects = read(&book.join("book.toml"));
    for page in files(&book, "md") {
        let name = page.strip_prefix(&book).expect("a page of the book");
        let depth = name.components().count() - 1;
        for found in link.captures_iter(&prose(&read(&page))).filter(|found| !found[1].contains("://")) {
            let up = found[1].split('/').take_while(|part| *part == "..").count();
            assert!(up <= depth, "{}: {} leads out of the site that is made of the book", page.display(), &found[1]);
            // mdBook makes `index.html` of a README.
            if let Some(folder) = found[1].strip_suffix("README.md").filter(|_| !name.ends_with("SUMMARY.md")) {
                let folder = folder.trim_start_matches("../").trim_end_matches('/');
                let from = format!("\"/{folder}/README.html\" = \"index.html\"");
                assert!(redirects.contains(&from), "{}: book.toml has no {from}", page.display());
            }
        }
    }
}

#[test]
fn paths_and_types_that_pages_name_exist() {
    let path = Regex::new(r"`((?:src|tests|lexicons|corpus|examples|benches)/[\w/.-]+)`").expect("a sound pattern");
    let mut n_paths = 0;
    for page in written_pages() {
        // Words in capitals are to be filled in by the reader.
        let text = read(&page);
        let is_whole = |path: &str| !["NAME", "FORMAT", "TIER", "DIMENSION"].iter().any(|word| path.contains(word));
        for found in path.captures_iter(&text).filter(|found| is_whole(&found[1])) {
            n_paths += 1;
            assert!(root().join(&found[1]).exists(), "{}: no {}", page.display(), &found[1]);
        }
    }
    assert!(n_paths > 100, "paths were found: {n_paths}");
    let known: Vec<String> = ["src", "tests", "examples", "benches"]
        .iter()
        .flat_map(|folder| files(&root().join(folder), "rs"))
        .map(|file| file.display().to_string().replace('\\', "/"))
        .collect();
    let file = Regex::new(r"`([a-z0-9_/]+\.rs)`").expect("a sound pattern");
    for page in written_pages().iter().filter(|page| !page.ends_with("code-map.md")) {
        for found in file.captures_iter(&read(page)) {
            let ending = format!("/{}", &found[1]);
            assert!(known.iter().any(|path| path.ends_with(&ending)), "{}: no file {}", page.display(), &found[1]);
        }
    }
    let sources: String = files(&root().join("src"), "rs").iter().map(|file| read(file)).collect();
    let name = Regex::new(r"`([A-Z][a-z]+(?:[A-Z][a-z]+)*)`").expect("a sound pattern");
    let glossary = read(&root().join("docs/glossary.md"));
    let names: Vec<_> = name.captures_iter(&glossary).map(|found| found[1].to_owned()).collect();
    assert!(names.len() > 30, "types were found: {names:?}");
    for name in names {
        let declared = Regex::new(&format!(r"\b(struct|enum) {name}\b")).expect("a sound pattern");
        assert!(declared.is_match(&sources), "docs/glossary.md names `{name}`, which is no type");
    }
}

#[test]
fn pages_that_sources_name_exist() {
    let page = Regex::new(r"\b(?:docs/[\w/.-]+|METHODS|ARCHITECTURE|CONTRIBUTING)\.md").expect("a sound pattern");
    let mut n_named = 0;
    let sources = ["src", "tests", "lexicons"].map(|folder| root().join(folder));
    for file in
        sources.iter().flat_map(|folder| [files(folder, "rs"), files(folder, "toml"), files(folder, "html")].concat())
    {
        let text = read(&file);
        for found in page.find_iter(&text).filter(|_| !file.ends_with("tests/it/docs.rs")) {
            n_named += 1;
            assert!(root().join(found.as_str()).exists(), "{}: no {}", file.display(), found.as_str());
        }
    }
    assert!(n_named > 5, "pages were named: {n_named}");
}

#[test]
fn the_front_pages_stay_short_and_the_test_command_is_found() {
    let readme = read(&root().join("README.md"));
    assert!(readme.len() <= 7_000, "README.md has {} bytes", readme.len());
    assert!(read(&root().join("ARCHITECTURE.md")).len() <= 10_000);
    assert!(
        readme.lines().any(|line| line.starts_with("cargo test")),
        ".ci/run takes the test command from the README"
    );
}
