//! A stage uses only stages declared before it in `lib.rs`; inside a stage, a file uses only files that
//! `mod.rs` declares before it, and `mod.rs` itself holds no logic.

mod paths;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use regex::Regex;

use crate::layers::paths::named;

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn read(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Modules that a file declares, in its order; tests are left out.
fn declared(source: &str) -> Vec<String> {
    let name = |line: &str| {
        let line = line.strip_prefix("pub ").or_else(|| line.strip_prefix("pub(crate) ")).unwrap_or(line);
        line.strip_prefix("mod ")?.strip_suffix(';').map(str::to_owned)
    };
    source.lines().filter_map(name).filter(|name| name != "tests" && !name.ends_with("_tests")).collect()
}

/// Files of module `name` of a folder, all below it among them, without tests.
fn files_of(folder: &Path, name: &str) -> Vec<PathBuf> {
    let all = walkdir::WalkDir::new(folder.join(name)).sort_by_file_name().into_iter().flatten();
    let single = folder.join(name).with_extension("rs");
    let tests = |path: &Path| {
        let below = path.strip_prefix(folder).expect("it lies in the folder");
        below.iter().any(|part| part == "tests" || part == "tests.rs")
    };
    all.map(walkdir::DirEntry::into_path)
        .chain(single.exists().then_some(single))
        .filter(|path| path.extension().is_some_and(|e| e == "rs") && !tests(path))
        .filter(|path| !path.file_stem().is_some_and(|stem| stem.to_string_lossy().ends_with("_tests")))
        .collect()
}

/// The module of a file, from `crate` on.
fn module_of(file: &Path) -> Vec<String> {
    let below = file.strip_prefix(src()).expect("it lies in src").with_extension("");
    let mut names: Vec<String> = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    names.pop_if(|last| last == "mod");
    names
}

fn paths_of(file: &Path) -> Vec<Vec<String>> {
    named(&read(file), &module_of(file))
}

#[test]
fn stages_use_only_stages_before_them() {
    let order = declared(&read(&src().join("lib.rs")));
    assert!(order.len() >= 10, "the order was read: {order:?}");
    let mut n_uses = 0;
    for (at, stage) in order.iter().enumerate() {
        let files = files_of(&src(), stage);
        assert!(!files.is_empty(), "{stage} has files");
        for file in files {
            for path in paths_of(&file) {
                let other = path.first().and_then(|first| order.iter().position(|name| name == first));
                n_uses += usize::from(other.is_some());
                let before = other.is_none_or(|other| other <= at);
                assert!(before, "{} uses {}, which is declared after {stage}", file.display(), path.join("::"));
            }
        }
    }
    assert!(n_uses > 50, "uses were found: {n_uses}");
}

#[test]
fn the_page_on_architecture_lists_the_stages_in_their_order() {
    let order = declared(&read(&src().join("lib.rs")));
    let page = read(&src().with_file_name("ARCHITECTURE.md"));
    let listed = page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |").map(|(name, _)| name));
    let listed: Vec<&str> = listed.filter(|name| !name.contains('/')).collect();
    assert_eq!(listed, order);
}

/// A folder with a `mod.rs`.
struct Room {
    folder: PathBuf,
    /// Its module, from `crate` on.
    module: Vec<String>,
    /// The modules it declares.
    order: Vec<String>,
    /// Names that `mod.rs` passes on, and the modules they are of.
    passed_on: BTreeMap<String, String>,
}

impl Room {
    fn of(face: &Path) -> Self {
        let (source, module) = (read(face), module_of(face));
        let order = declared(&source);
        let of_room = named(&source, &module).into_iter().filter(|path| path.starts_with(&module));
        let passed_on = of_room.filter_map(|path| {
            let child = path.get(module.len()).filter(|child| order.contains(child))?;
            Some((path.last()?.clone(), child.clone()))
        });
        let passed_on = passed_on.collect();
        Self { folder: face.with_file_name(""), module, order, passed_on }
    }

    fn name(&self) -> String {
        self.module.join("/")
    }

    /// Uses of what the room has: the number of the module that uses, the name, and the module it is of.
    fn uses(&self) -> Vec<(usize, String, usize)> {
        let number = |name: &String| self.order.iter().position(|module| module == name);
        let mut out = Vec::new();
        for (at, child) in self.order.iter().enumerate() {
            for path in files_of(&self.folder, child).iter().flat_map(|file| paths_of(file)) {
                let Some(name) = path.strip_prefix(self.module.as_slice()).and_then(<[String]>::first) else {
                    continue;
                };
                let other = number(name).or_else(|| self.passed_on.get(name).and_then(number));
                out.extend(other.map(|other| (at, name.clone(), other)));
            }
        }
        out
    }
}

/// Every `mod.rs`, those of the command line among them.
fn faces() -> Vec<PathBuf> {
    let all = walkdir::WalkDir::new(src()).sort_by_file_name().into_iter().flatten();
    all.map(walkdir::DirEntry::into_path).filter(|path| path.ends_with("mod.rs")).collect()
}

fn rooms() -> Vec<Room> {
    faces().iter().filter(|face| !face.starts_with(src().join("bin"))).map(|face| Room::of(face)).collect()
}

#[test]
fn files_use_only_files_declared_before_them() {
    let mut breaches: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut n_uses = 0;
    for room in rooms() {
        for (at, name, of) in room.uses() {
            n_uses += 1;
            if of > at {
                let breach = format!("{} uses {name} of {}, declared after it", room.order[at], room.order[of]);
                breaches.entry(room.name()).or_default().insert(breach);
            }
        }
    }
    assert!(n_uses > 300, "uses were found: {n_uses}");
    assert!(breaches.is_empty(), "{breaches:#?}");
}

/// Lines at the margin that define something else than modules, re-exports, error types and tests.
fn logic(source: &str) -> Vec<&str> {
    let item = Regex::new(
        r"^(pub(\([^)]*\))? )?(mod \w+;|mod tests \{|use |(struct|enum) \w*Error\b|impl( \S+ for)? \w*Error \{)",
    )
    .expect("a sound pattern");
    let starts = |line: &&str| !line.is_empty() && !line.starts_with([' ', '/', '#', '}', ')', ']']);
    source.lines().filter(starts).filter(|line| !item.is_match(line)).collect()
}

#[test]
fn mod_rs_holds_no_logic() {
    let faces = faces();
    assert!(faces.len() > 30, "they were found: {}", faces.len());
    let breaches: BTreeMap<PathBuf, Vec<String>> = faces
        .into_iter()
        .map(|face| (logic(&read(&face)).into_iter().map(str::to_owned).collect::<Vec<_>>(), face))
        .filter(|(found, _)| !found.is_empty())
        .map(|(found, face)| (face, found))
        .collect();
    assert!(breaches.is_empty(), "move it to a file that is named for it: {breaches:#?}");
}

#[test]
fn logic_in_a_mod_rs_is_seen() {
    let plain = "//! A stage.\n\nmod a;\npub mod b;\n#[cfg(test)]\nmod tests;\n\npub(super) use crate::x::a::{\n    A, B,\n};\n\n\
                 #[derive(Debug)]\npub enum XError {\n    A,\n}\n\nimpl XError {\n    fn a() {}\n}\n\nimpl From<A> for XError {\n}\n";
    assert_eq!(logic(plain), [""; 0]);
    let found = [
        "fn f() {",
        "pub async fn f() {",
        "pub struct A;",
        "impl A {",
        "impl From<XError> for A {",
        "const N: u8 = 1;",
    ];
    for line in found {
        assert_eq!(logic(&format!("{plain}{line}\n}}\n")), [line]);
    }
}

#[test]
fn rayon_stays_in_the_pipeline() {
    for entry in walkdir::WalkDir::new(src()).into_iter().flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|e| e == "rs") && !path.starts_with(src().join("pipeline")) {
            assert!(!read(path).contains("rayon::"), "{} uses rayon", path.display());
        }
    }
}
