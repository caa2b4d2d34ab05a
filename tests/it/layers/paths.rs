//! Paths that a source file names, from `crate` on: groups of `use` are written out, `super` is resolved.

/// The paths of the file of module `here`, which is named from `crate` on; its tests are left out.
pub fn named(source: &str, here: &[String]) -> Vec<Vec<String>> {
    let code = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let tokens: Vec<&str> = code.lines().flat_map(|line| tokens(line.split("//").next().unwrap_or_default())).collect();
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        let starts = matches!(tokens[at], "crate" | "super" | "self") && tokens.get(at + 1) == Some(&"::");
        if starts && (at == 0 || tokens[at - 1] != "::") {
            tree(&tokens, at, &[], &mut found);
        }
    }
    found.into_iter().map(|path| resolved(&path, here)).collect()
}

/// Words and marks of a line; `::` is one of them.
fn tokens(line: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = line.trim_start();
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let len = if word > 0 {
            word
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        out.push(&rest[..len]);
        rest = rest[len..].trim_start();
    }
    out
}

/// Adds the paths that start at token `at` below `prefix`; the token after them.
fn tree(tokens: &[&str], mut at: usize, prefix: &[String], out: &mut Vec<Vec<String>>) -> usize {
    let mut path = prefix.to_vec();
    loop {
        match tokens.get(at) {
            Some(&"{") => {
                at += 1;
                while tokens.get(at).is_some_and(|token| *token != "}") {
                    at = tree(tokens, at, &path, out);
                    if tokens.get(at) == Some(&"as") {
                        at += 2;
                    }
                    if tokens.get(at) == Some(&",") {
                        at += 1;
                    }
                }
                return at + 1;
            }
            Some(word) if word.starts_with(|c: char| c.is_alphabetic() || c == '_') => {
                path.push((*word).to_owned());
                at += 1;
                if tokens.get(at) != Some(&"::") {
                    out.push(path);
                    return at;
                }
                at += 1;
            }
            _ => {
                out.push(path);
                return at + 1;
            }
        }
    }
}

fn resolved(path: &[String], here: &[String]) -> Vec<String> {
    let n_up = path.iter().take_while(|name| *name == "super").count();
    match path[0].as_str() {
        "crate" => path[1..].to_vec(),
        "self" => [here, &path[1..]].concat(),
        _ => [&here[..here.len().saturating_sub(n_up)], &path[n_up..]].concat(),
    }
}

#[test]
fn groups_are_written_out_and_super_is_resolved() {
    let source = "use crate::a::{b::C, d::{E as F, self}, g};\n// crate::no::no\nfn f() -> super::h::I { super::super::j::k() }\n\
                  #[cfg(test)]\nmod tests {\n    use crate::late::L;\n}\n";
    let here = ["x", "y"].map(str::to_owned);
    let found: Vec<String> = named(source, &here).iter().map(|path| path.join("::")).collect();
    assert_eq!(found, ["a::b::C", "a::d::E", "a::d::self", "a::g", "x::h::I", "j::k"]);
}
