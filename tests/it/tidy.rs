//! The house rules that neither compiler nor clippy sees: reads the sources and says what to do instead.

use crate::source::{File, has_word, is_word_byte, named_after, tree};

/// Who may import whom; the floors are listed from the ground up.
const MAY_IMPORT: [(&str, &[&str]); 10] = [
    ("engine", &[]),
    ("clock", &["engine"]),
    ("config", &["engine"]),
    ("store", &["engine"]),
    ("exchange", &["engine"]),
    ("generate", &["engine"]),
    ("desk", &["engine", "store", "exchange", "clock"]),
    ("service", &["engine", "store", "exchange", "generate", "desk", "clock", "config"]),
    ("pages", &["engine", "store", "exchange", "generate", "desk", "service", "clock", "config"]),
    ("cli", &["engine", "store", "exchange", "generate", "desk", "service", "pages", "clock", "config"]),
];

const LONGEST_FILE: usize = 500;
const LARGEST_MEDIAN: usize = 120;

/// Line and what to do about it.
type Found = Vec<(usize, String)>;
type Rule = (&'static str, fn(&File) -> Found);

const RULES: &[Rule] = &[
    ("purpose", purpose),
    ("length", length),
    ("name", name),
    ("imports", imports),
    ("sql", sql),
    ("axum", axum),
    ("async", asynchronous),
    ("outside", outside),
    ("floats", floats),
    ("ignored", ignored),
    ("unfinished", unfinished),
    ("promises", promises),
    ("printing", printing),
    ("dead code", dead_code),
    ("sleeping", sleeping),
    ("coinsurance", coinsurance),
];

fn purpose(file: &File) -> Found {
    let first = file.text.lines().next().unwrap_or("");
    let says = first.strip_prefix("//! ").is_some_and(|s| s.split_whitespace().count() >= 3);
    unless(says, "say in the first line what the file is: `//! Deductible, bands, ratio and limits.`")
}

fn length(file: &File) -> Found {
    let lines = file.text.lines().count();
    let says = format!("{lines} lines: split it where a second idea begins; at most {LONGEST_FILE}");
    unless(lines <= LONGEST_FILE, &says)
}

fn name(file: &File) -> Found {
    let vague = ["util", "utils", "helper", "helpers", "common", "manager", "misc"];
    let parts = || file.path.trim_end_matches(".rs").split('/');
    unless(!parts().any(|p| vague.contains(&p)), "name the file after what is in it, not after its use")
}

fn imports(file: &File) -> Found {
    let Some(floor) = floor(&file.path) else { return vec![] };
    let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == floor) else {
        return unless(
            false,
            "put it on one of the floors of ARCHITECTURE.md, or give it a row in MAY_IMPORT",
        );
    };
    let climbs = "super::".repeat(depth(&file.path));
    let named = ["crate::", "huzhu::", &climbs].into_iter().flat_map(|root| named_after(&file.code, root));
    let above = |name: &str| {
        name != floor && !allowed.contains(&name) && MAY_IMPORT.iter().any(|(floor, _)| *floor == name)
    };
    let says =
        |name: &str| format!("`{floor}` may not import `{name}`: pass the value in, or move the code up");
    named.filter(|(_, name)| above(name)).map(|(line, name)| (line, says(&name))).collect()
}

fn sql(file: &File) -> Found {
    if !file.path.starts_with("src/") || file.path.starts_with("src/store/") {
        return vec![];
    }
    let says = "put the SQL into src/store, in the file of its aggregate";
    file.literals.iter().filter(|(_, text)| is_sql(text)).map(|(line, _)| (*line, says.into())).collect()
}

fn is_sql(text: &str) -> bool {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase() + " ";
    let forms = [
        ("select ", " from "),
        ("insert into ", " "),
        ("update ", " set "),
        ("delete from ", " "),
        ("create table ", " "),
        ("alter table ", " "),
        ("with ", " as ("),
    ];
    forms.iter().any(|(verb, then)| text.strip_prefix(verb).is_some_and(|rest| rest.contains(then)))
}

fn axum(file: &File) -> Found {
    let here = file.path.starts_with("src/")
        && !["src/service/", "src/pages/"].iter().any(|floor| file.path.starts_with(floor));
    words(
        file,
        here,
        &["axum", "axum_extra"],
        "only src/service and src/pages know axum: give it a plain function to call",
    )
}

fn asynchronous(file: &File) -> Found {
    let here = file.path.starts_with("src/engine/");
    words(
        file,
        here,
        &["async", "await", "tokio"],
        "the engine computes and never waits: load above, call with values",
    )
}

fn outside(file: &File) -> Found {
    let (banned, says): (&[&str], _) = match floor(&file.path) {
        Some("engine") => (
            &["fs", "env", "net", "time", "process"],
            "the engine sees only its arguments: pass the value in",
        ),
        Some("exchange") => {
            (&["fs", "env", "net"], "exchange opens nothing: take bytes, give values; open in cli or desk")
        }
        _ => return vec![],
    };
    let used =
        named_after(&file.code, "std::").into_iter().filter(|(_, name)| banned.contains(&name.as_str()));
    used.map(|(line, name)| (line, format!("std::{name}: {says}"))).collect()
}

/// A fund that is wrong by floats: the laws of `tests/it/laws` must be seen to catch it.
const MAY_FLOAT: &str = "tests/it/laws/binary.rs";

fn floats(file: &File) -> Found {
    let says = "money is exact: use Fen, Ratio, Exact or whole numbers";
    let mut found = words(file, file.path != MAY_FLOAT, &["f32", "f64"], says);
    found.extend(lines(file, |line| file.path.starts_with("src/") && has_float(line), says));
    found
}

/// Is there a number such as `0.5`? The second field of a field (`pair.0.1`) and ranges are none.
fn has_float(line: &str) -> bool {
    let at = |i: usize| line.as_bytes().get(i).copied().unwrap_or(b' ');
    line.match_indices('.').any(|(dot, _)| {
        let digits = line[..dot].bytes().rev().take_while(|b| b.is_ascii_digit() || *b == b'_').count();
        let before = dot.checked_sub(digits + 1).map_or(b' ', at);
        digits > 0 && at(dot + 1).is_ascii_digit() && before != b'.' && !is_word_byte(before)
    })
}

fn ignored(file: &File) -> Found {
    let says = "a test that does not run is none: make it run everywhere, or take it out";
    let is_ignored = |line: &str| line.trim_start().starts_with("#[") && has_word(line, "ignore");
    let mut found = lines(file, is_ignored, says);
    let fence = file.comments.iter().filter(|(_, c)| c.contains("```ignore") || c.contains("```no_run"));
    found.extend(fence.map(|(line, _)| (*line, says.into())));
    found
}

fn unfinished(file: &File) -> Found {
    let unfinished = |line: &str| ["todo!", "unimplemented!"].iter().any(|m| line.contains(m));
    lines(file, unfinished, "write it now, or leave the function out until somebody needs it")
}

fn promises(file: &File) -> Found {
    let marks = ["TODO", "FIXME", "XXX"];
    let promises = file.comments.iter().filter(|(_, c)| marks.iter().any(|mark| has_word(c, mark)));
    promises
        .map(|(line, _)| (*line, "open an issue, and say here only why the code is as it is".into()))
        .collect()
}

fn printing(file: &File) -> Found {
    let prints = ["src/cli/", "src/main.rs"].iter().any(|p| file.path.starts_with(p));
    let here = file.path.starts_with("src/") && !prints;
    let print =
        |line: &str| here && ["print!", "println!", "eprint!", "eprintln!"].iter().any(|m| line.contains(m));
    lines(file, print, "return the text, or trace it: only cli writes to the terminal")
}

fn dead_code(file: &File) -> Found {
    let dead = file.comments.iter().filter(|(_, comment)| is_dead_code(comment));
    dead.map(|(line, _)| (*line, "take the commented-out code away: the history keeps it".into())).collect()
}

/// Does a comment, which is no documentation, read like a statement?
fn is_dead_code(comment: &str) -> bool {
    let Some(body) = comment.strip_prefix("//").filter(|b| !b.starts_with(['/', '!'])) else { return false };
    let body = body.trim();
    let ends = body.ends_with(';') && ["=", "(", "::"].iter().any(|part| body.contains(part));
    let begins = [("let ", "="), ("fn ", "("), ("pub fn ", "("), ("use ", "::"), ("#[", "]")];
    let begins = begins.iter().any(|(first, then)| body.starts_with(first) && body.contains(then));
    ends || begins || body.ends_with('{') || body == "}"
}

/// Between two attempts at the same thing there is nothing to wait for but time.
const MAY_PAUSE: &str = "src/store/retry.rs";

fn sleeping(file: &File) -> Found {
    lines(
        file,
        |line| file.path != MAY_PAUSE && line.contains("sleep("),
        "wait for the thing itself (a channel, a join), not for time to pass",
    )
}

fn coinsurance(file: &File) -> Found {
    let here = file.path.starts_with("src/");
    let says = "it is the member's share; say `ratio` for the fund's (给付比例): GLOSSARY.md";
    let with =
        file.text.lines().enumerate().filter(|(_, line)| here && line.to_lowercase().contains("coinsurance"));
    with.map(|(at, _)| (at + 1, says.into())).collect()
}

fn unless(fine: bool, says: &str) -> Found {
    if fine { vec![] } else { vec![(1, says.into())] }
}

fn lines(file: &File, is_bad: impl Fn(&str) -> bool, says: &str) -> Found {
    let bad = file.code.lines().enumerate().filter(|(_, line)| is_bad(line));
    bad.map(|(at, _)| (at + 1, says.into())).collect()
}

fn words(file: &File, here: bool, bad: &[&str], says: &str) -> Found {
    lines(file, |line| here && bad.iter().any(|word| has_word(line, word)), says)
}

/// `engine` of `src/engine/money/fen.rs`; none for the two roots of the crate and for files elsewhere.
fn floor(path: &str) -> Option<&str> {
    let path = path.strip_prefix("src/").filter(|p| !["lib.rs", "main.rs"].contains(p))?;
    Some(path.split('/').next().unwrap_or(path).trim_end_matches(".rs"))
}

/// How many `super::` lead from a file to the root of the crate.
fn depth(path: &str) -> usize {
    path.trim_end_matches("/mod.rs").split('/').count() - 1
}

/// The file in the middle must not be long: half of all files fit on two screens.
fn median(mut lengths: Vec<usize>) -> Option<String> {
    lengths.sort_unstable();
    let middle = *lengths.get(lengths.len() / 2)?;
    (middle > LARGEST_MEDIAN)
        .then(|| format!("the median file has {middle} lines, at most {LARGEST_MEDIAN}: split some"))
}

#[test]
fn the_house_is_tidy() {
    let files: Vec<File> = ["src", "tests", "benches"].into_iter().flat_map(tree).collect();
    assert!(files.len() > 50, "the sources are found");
    let mut found = Vec::new();
    for file in &files {
        for (rule, check) in RULES {
            found.extend(
                check(file).iter().map(|(line, says)| format!("{}:{line}: {rule}: {says}", file.path)),
            );
        }
    }
    let lengths = files.iter().filter(|f| f.path.starts_with("src/")).map(|f| f.text.lines().count());
    found.extend(median(lengths.collect()));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// For each rule something that it must catch: a rule that cannot fail is worse than none.
const CANARIES: &[(&str, &str, &str)] = &[
    ("purpose", "src/engine/a.rs", "use std::fmt;\n"),
    ("purpose", "src/engine/a.rs", "//! Stuff.\n"),
    ("name", "src/engine/util.rs", ""),
    ("name", "src/helpers/mod.rs", ""),
    ("imports", "src/engine/a.rs", "use crate::store::Tx;"),
    ("imports", "src/generate/a.rs", "use crate::exchange::table;"),
    ("imports", "src/engine/a.rs", "use crate::{\n    engine::money::Fen,\n    cli::{check, sheet},\n};"),
    ("imports", "src/engine/money/a.rs", "use super::super::super::exchange::table;"),
    ("imports", "src/exchange/a/b.rs", "fn f() { crate::cli::run() }"),
    ("imports", "src/store/a.rs", "use huzhu::exchange::table;"),
    ("imports", "src/desk/a.rs", "use crate::service::page;"),
    ("imports", "src/store/a.rs", "use crate::clock::Now;"),
    ("imports", "src/generate/a.rs", "use crate::store::Store;"),
    ("imports", "src/tools/a.rs", ""),
    ("sql", "src/desk/a.rs", "let q = \"select id\n  from claim\";"),
    ("sql", "src/engine/a.rs", "let q = r#\"Insert into claim values ($1)\"#;"),
    ("sql", "src/service/a.rs", "let q = \"update claim set state = $1\";"),
    ("axum", "src/desk/a.rs", "use axum::Router;"),
    ("async", "src/engine/a.rs", "pub async fn f() {}"),
    ("outside", "src/engine/a.rs", "use std::fs::read;"),
    ("outside", "src/engine/a.rs", "use std::{collections::BTreeMap, time::Instant};"),
    ("outside", "src/engine/a.rs", "fn f() { std::env::args(); }"),
    ("outside", "src/exchange/a.rs", "use std::fs;"),
    ("floats", "src/engine/a.rs", "fn f(x: f64) {}"),
    ("floats", "tests/it/a.rs", "let x = 1 as f32;"),
    ("floats", "tests/it/laws/fund.rs", "fn f(x: f64) {}"),
    ("floats", "src/engine/a.rs", "let x = [0.5];"),
    ("ignored", "tests/it/a.rs", "#[test]\n#[ignore = \"slow\"]\nfn f() {}"),
    ("ignored", "tests/it/a.rs", "#[cfg_attr(unix, ignore)]"),
    ("ignored", "src/engine/a.rs", "/// ```ignore\n/// f();\n/// ```"),
    ("unfinished", "src/engine/a.rs", "fn f() { todo!() }"),
    ("unfinished", "src/engine/a.rs", "fn f() { unimplemented!(\"later\") }"),
    ("promises", "src/engine/a.rs", "// TODO: rounding"),
    ("promises", "src/engine/a.rs", "/// A ratio. FIXME\nfn f() {}"),
    ("printing", "src/exchange/a.rs", "fn f() { println!(\"{x}\") }"),
    ("printing", "src/engine/a.rs", "eprint!(\"{x}\");"),
    ("dead code", "src/engine/a.rs", "// let x = 1"),
    ("dead code", "src/engine/a.rs", "    // fn f(x: i64) -> i64"),
    ("dead code", "src/engine/a.rs", "    //     total.add(x);"),
    ("dead code", "src/engine/a.rs", "// if x > 1 {"),
    ("sleeping", "src/store/tx.rs", "tokio::time::sleep(pause).await;"),
    ("sleeping", "tests/it/a.rs", "std::thread::sleep(Duration::from_secs(1));"),
    ("coinsurance", "src/engine/a.rs", "/// The Coinsurance.\nfn f() {}"),
];

/// What no rule may catch.
const FINE: &[(&str, &str)] = &[
    (
        "src/engine/a.rs",
        "//! No async, f64, axum or std::fs in the engine: said, not done.\nuse crate::engine::money::Fen;\n",
    ),
    (
        "src/engine/b/c.rs",
        "//! A line of its own.\nuse super::super::store;\nlet x = \"to select a line from those above\";\n",
    ),
    ("src/engine/d.rs", "//! Ranges and pairs.\nfn f() { for x in 0..10 { g(x.0.1, v[1].0) } }\n"),
    (
        "src/engine/e.rs",
        "//! Comments that are prose.\n// Late claims (see above); the rest, f(x) = y, follows.\n",
    ),
    (
        "src/exchange/a.rs",
        "//! Bytes in, values out.\nuse std::time::Duration;\nuse crate::engine::claim::Facts;\n",
    ),
    ("src/store/claim.rs", "//! Claims in the database.\nconst FIND: &str = \"select id from claim\";\n"),
    ("src/service/pages.rs", "//! The pages as routes.\nuse axum::Router;\nuse crate::{desk, store};\n"),
    ("src/cli/check.rs", "//! Prints what was found.\nfn f() { println!(\"{}\", crate::engine::x()) }\n"),
    ("src/main.rs", "//! The command of it.\nfn main() { huzhu::cli::run() }\n"),
    (MAY_FLOAT, "//! A fund that is wrong.\nfn f(x: f64) {}\n"),
    ("tests/it/a.rs", "//! A test of texts.\nconst BAD: &str = \"todo!() // TODO\";\n"),
];

fn caught(path: &str, text: &str) -> Vec<&'static str> {
    let file = File::new(path, text);
    RULES.iter().filter(|(_, check)| !check(&file).is_empty()).map(|(rule, _)| *rule).collect()
}

#[test]
fn every_rule_catches_its_canaries() {
    for (rule, path, text) in CANARIES {
        assert!(caught(path, text).contains(rule), "`{rule}` is blind to {path}: {text}");
    }
    let long = "//! A file that goes on.\n".to_owned() + &"\n".repeat(LONGEST_FILE);
    assert_eq!(caught("src/engine/a.rs", &long), ["length"]);
    let tested = |rule: &str| rule == "length" || CANARIES.iter().any(|(of, ..)| *of == rule);
    assert!(RULES.iter().all(|(rule, _)| tested(rule)), "a rule has no canary");
    assert!(median(vec![1, 121, 500]).is_some() && median(vec![1, 120, 500]).is_none());
}

#[test]
fn what_is_fine_is_let_through() {
    for (path, text) in FINE {
        assert!(caught(path, text).is_empty(), "{path}: {text}: {:?}", caught(path, text));
    }
}
