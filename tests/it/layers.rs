//! A module uses only modules declared before it in `lib.rs`.

use std::path::Path;

fn declared() -> Vec<String> {
    let lib = std::fs::read_to_string(root().join("src/lib.rs")).expect("lib.rs is there");
    let names = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    names.map(str::to_owned).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Modules named in `crate::…` paths of a file, without its comments and strings on the same line.
fn used(source: &str) -> Vec<String> {
    let code = source.lines().map(|line| line.split("//").next().unwrap_or(""));
    let mut names = Vec::new();
    for line in code {
        for part in line.split("crate::").skip(1) {
            let name: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            names.push(name);
        }
    }
    names
}

#[test]
fn stages_use_only_stages_before_them() {
    let order = declared();
    assert!(order.len() >= 10, "the order was read: {order:?}");
    let mut n_uses = 0;
    for (place, module) in order.iter().enumerate() {
        let folder = root().join("src").join(module);
        let single = folder.with_extension("rs");
        let files: Vec<_> = walkdir::WalkDir::new(&folder)
            .into_iter()
            .flatten()
            .map(walkdir::DirEntry::into_path)
            .chain(single.exists().then_some(single))
            .filter(|path| path.extension().is_some_and(|e| e == "rs"))
            .collect();
        assert!(!files.is_empty(), "{module} has files");
        for file in files {
            let source = std::fs::read_to_string(&file).expect("sources are UTF-8");
            for name in used(&source) {
                if let Some(other) = order.iter().position(|m| *m == name) {
                    n_uses += 1;
                    assert!(other <= place, "{} uses {name}, which is declared after {module}", file.display());
                }
            }
        }
    }
    assert!(n_uses > 50, "uses were found: {n_uses}");
}

#[test]
fn rayon_stays_in_the_pipeline() {
    for entry in walkdir::WalkDir::new(root().join("src")).into_iter().flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|e| e == "rs") && !path.starts_with(root().join("src/pipeline")) {
            let source = std::fs::read_to_string(path).expect("sources are UTF-8");
            assert!(!source.contains("rayon::"), "{} uses rayon", path.display());
        }
    }
}
