//! Codes of problems: the document lists each that the sources name, once, with its status.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::document::operations;
use super::world::World;
use crate::office::databases::on_sqlite;
use crate::source;

/// The codes of the document, with their statuses.
fn listed(document: &Value) -> BTreeMap<String, String> {
    let about = document["info"]["description"].as_str().unwrap();
    let rows = about.lines().filter_map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let code = cells.get(1)?.strip_prefix('`')?.strip_suffix('`')?;
        cells[0].bytes().all(|b| b.is_ascii_digit()).then(|| (code.to_owned(), cells[0].to_owned()))
    });
    let all: Vec<(String, String)> = rows.collect();
    let by_code: BTreeMap<String, String> = all.iter().cloned().collect();
    assert_eq!(by_code.len(), all.len(), "each stands once");
    by_code
}

/// The codes that sources name: of a problem the second text of `Problem::new`, of a refusal those of its method `code`.
fn named() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for file in source::tree("src/service") {
        for made in file.text.split("Problem::new(").skip(1) {
            let until = made.find(')').unwrap_or(made.len());
            codes.extend(made[..until].split('"').nth(1).map(str::to_owned));
        }
    }
    for path in ["office/refusal/mod.rs", "office/stage/illegal.rs", "ledger/refusal.rs"] {
        let text = source::read(&format!("src/engine/{path}"));
        let body = text.split("fn code(").nth(1).unwrap().split("\n    }").next().unwrap();
        codes.extend(body.split('"').skip(1).step_by(2).map(str::to_owned));
    }
    let store = source::read("src/service/of_refusal.rs");
    let store = store.split("let (code, zh, en) =").nth(1).unwrap().split("return broken").next().unwrap();
    let is_code = |text: &&str| text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    codes.extend(store.split('"').skip(1).step_by(2).filter(is_code).map(str::to_owned));
    codes
}

#[test]
fn every_code_is_listed() {
    on_sqlite(async |base| {
        let world = World::open(base).await;
        let listed = listed(&world.document);
        let mut named = named();
        // These are made by functions of `Problem` itself, or of `etag`.
        named.extend(["bad-request", "invalid", "not-logged-in", "changed-meanwhile"].map(str::to_owned));
        let known: BTreeSet<String> = listed.keys().cloned().collect();
        let (new, gone): (Vec<_>, Vec<_>) =
            (named.difference(&known).collect(), known.difference(&named).collect());
        assert!(
            new.is_empty() && gone.is_empty(),
            "src/service/codes.rs lacks {new:?}; no source names {gone:?}"
        );
    });
}

#[test]
fn a_stranger_finds_his_way() {
    on_sqlite(async |base| {
        let world = World::open(base).await;
        let about = world.document["info"]["description"].as_str().unwrap();
        let tags = world.document["tags"].as_array().unwrap();
        let tags: BTreeSet<&str> = tags.iter().map(|tag| tag["name"].as_str().unwrap()).collect();
        let (mut used, mut ids) = (BTreeSet::new(), BTreeSet::new());
        let operations = operations(&world.document);
        for operation in &operations {
            used.extend(operation.said["tags"].as_array().unwrap().iter().map(|tag| tag.as_str().unwrap()));
            ids.insert(operation.id.as_str());
            let header = |name: &str| operation.parameters("header").iter().any(|(known, _)| known == name);
            let answers = operation.said["responses"].as_object().unwrap();
            for (_, done) in answers.iter().filter(|(status, _)| status.starts_with('2')) {
                let says = done["headers"]["Idempotency-Replayed"].is_object();
                assert_eq!(says, header("Idempotency-Key"), "{}", operation.id);
            }
        }
        assert_eq!(used, tags, "each tag of an operation says what it is about");
        // What looks like an operation's id in the text is one.
        let quoted = about.split('`').skip(1).step_by(2);
        let verbs = ["ask", "list", "submit", "show", "explain", "attach", "issue"];
        let is_id = |text: &&str| verbs.iter().any(|verb| text.starts_with(verb)) || *text == "logIn";
        let lost: Vec<&str> = quoted.filter(is_id).filter(|id| !ids.contains(id)).collect();
        assert!(lost.is_empty(), "the text names {lost:?}, which are not served");
    });
}
