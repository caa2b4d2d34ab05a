//! Variables of the user's in the browser and the API: what they filter, count and set apart is what the command line says.

use crate::support::server::{encoded, get, options, start};
use crate::support::{audited_sample, printed, rows, write};
use classlens::serve::{Access, Role};

/// A folder with an audit of the sample whose outlets have a lean, and the address of a server of it.
fn served() -> (tempfile::TempDir, std::net::SocketAddr) {
    let root = audited_sample(&[]);
    let outlets = rows(&printed(root.path(), &["search", "audit", "", "--by", "outlet", "--format", "csv"]));
    let lean = |at: usize| ["left", "centre", "right"][at % 3];
    let lines = outlets.iter().enumerate().map(|(at, row)| format!("\"{}\",{}\n", row["outlet"], lean(at)));
    write(root.path(), "owners.csv", format!("outlet,lean\n{}", lines.collect::<String>()));
    printed(root.path(), &["variables", "audit", "owners.csv"]);
    let address = start(&root.path().join("audit"), options(Access::open(Role::Full)));
    (root, address)
}

#[test]
fn a_variable_is_a_facet_of_page_and_api() {
    let (root, address) = served();
    let count = |query: &str| printed(root.path(), &["search", "audit", query, "--count"]).trim().to_owned();
    let page = get(address, "/?q=wage*").text();
    let facet = page.split_once("<summary>lean").expect("a facet of the variable").1;
    for lean in ["left", "centre", "right"] {
        assert!(facet.contains(lean), "{lean}");
    }
    let filtered = get(address, &format!("/?q=wage*&f={}", encoded("lean:=\"left\""))).text();
    assert!(filtered.contains(&format!("<strong>{}</strong> of", count("wage* lean:left"))), "{filtered}");
    let found = get(address, "/api/v1/facets?q=wage*&field=lean").json();
    let values = found["facets"][0]["values"].as_array().expect("values").clone();
    assert_eq!(values.len(), 3, "{found}");
    for value in values {
        let lean = value["value"].as_str().expect("a name");
        assert_eq!(value["n"].to_string(), count(&format!("wage* lean:={lean}")), "{found}");
    }
    let found = get(address, &format!("/api/v1/search?q={}", encoded("wage* lean:left"))).json();
    assert_eq!(found["n_found"].to_string(), count("wage* lean:left"), "{found}");
}

#[test]
fn figures_and_differences_by_a_variable_are_those_of_the_command_line() {
    let (root, address) = served();
    let by_command = |more: &[&str]| -> serde_json::Value {
        let args = [&["summary", "audit", "--by", "lean", "--replicates", "200", "--format", "json"], more].concat();
        serde_json::from_str(&printed(root.path(), &args)).expect("rows")
    };
    let by_api = |target: &str| get(address, &format!("/api/v1/{target}&replicates=200")).json()["rows"].clone();
    let summary = by_command(&[]);
    assert_eq!(summary.as_array().map(Vec::len), Some(3));
    assert_eq!(by_api("summary?by=lean"), summary);
    let differences = by_command(&["--compare", "left", "--against", "right"]);
    assert_eq!(by_api("differences?by=lean&compare=left&against=right"), differences);
    assert_eq!(by_api("differences?by=lean"), by_command(&["--differences"]));
    let page = get(address, &format!("/compare?by=lean&e={}", encoded("lean:=\"left\""))).text();
    assert!(page.contains("lean") && page.contains("points"), "{page}");
}
