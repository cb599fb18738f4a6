//! People without a resident number, from the command line: members, agents and payees by passport or permit.

use std::path::Path;
use std::process::Command;

use super::{SCHEME, world};

fn run(folder: &Path, args: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_huzhu")).current_dir(folder).args(args).output().unwrap();
    let says =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.code().unwrap(), says)
}

fn fine(folder: &Path, args: &[&str]) -> String {
    let (code, says) = run(folder, args);
    assert_eq!(code, 0, "{args:?}: {says}");
    says
}

/// An office with a clerk, a scheme and an employer.
fn office(folder: &Path) {
    let world = world(0);
    let person = |number: u64| world.member(number).id_number.as_str().to_owned();
    let edition = concat!(env!("CARGO_MANIFEST_DIR"), "/schemes/cn/guizhou/sinan/2016-01-01.toml");
    fine(folder, &["init", "--organisation", "某县总工会", "--name", "例一", "--id-number", &person(50)]);
    for (login, number, role) in [("second", 51, "administrator"), ("clerk", 52, "clerk")] {
        let number = person(number);
        let add =
            ["staff", "add", login, "--name", "例", "--id-number", &number, "--role", role, "--as", "admin"];
        fine(folder, &add);
    }
    let says = fine(folder, &["scheme", "publish", edition, "--as", "admin"]);
    let hash = says.split_whitespace().nth(2).unwrap();
    fine(folder, &["scheme", "confirm", SCHEME, "2016-01-01", hash, "--as", "second"]);
    fine(folder, &["employer", "add", "县一小", "--as", "clerk"]);
}

#[test]
fn members_agents_and_payees_have_documents_of_other_kinds() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    office(folder);
    let enrol = |kind: &'static str, number: &'static str| {
        let member =
            ["member", "enrol", SCHEME, "--name", "例四", "--employer", "县一小", "--as-of", "2025-01-10"];
        [&member[..], &["--document-kind", kind, "--id-number", number, "--as", "clerk"]].concat()
    };
    let (code, says) = run(folder, &enrol("taiwan-permit", "E1234"));
    assert!(code == 2 && says.contains("证件"), "{says}");
    let (code, says) = run(folder, &enrol("driving-licence", "E12345678"));
    assert!(code == 2 && says.contains("护照") && says.contains("passport"), "{says}");
    let member = fine(folder, &enrol("护照", "e1234 5678")).trim().to_owned();
    let corrected = [
        "member",
        "correct",
        &member,
        "--document-kind",
        "passport",
        "--id-number",
        "E12345679",
        "--because",
        "误",
        "--as",
        "clerk",
    ];
    fine(folder, &corrected);

    let entitled = |more: &[&str]| {
        run(folder, &[&["entitlement", &member, "--on", "2025-06-01", "--as", "clerk"], more].concat())
    };
    let (code, table) = entitled(&[]);
    assert!(code == 0 && table.contains("可享待遇") && table.contains("100000.00"), "{table}");
    let (code, answer) = entitled(&["--json"]);
    let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
    assert_eq!(
        (code, answer["member"].as_str(), answer["on"].as_str()),
        (0, Some(member.as_str()), Some("2025-06-01"))
    );
    assert_eq!(answer["schemes"][0]["scheme"], SCHEME);
    assert!(answer["schemes"][0]["benefits"][0]["standing"]["is"].is_string(), "{answer}");
    assert!(entitled(&["--format", "csv"]).1.lines().count() > 1);
    assert_eq!(run(folder, &["entitlement", "m99999999", "--as", "clerk"]).0, 2);

    // The agent's document is read as of its kind: the member's own is no agent's.
    let facts = format!(
        r#"{{"claim":{{"event":"treatment","setting":"inpatient","dates":{{"discharge":"2025-03-09"}},"settlement":{{"self_pay":"400.00"}}}},"person":{{"member":"{member}"}}}}"#
    );
    std::fs::write(folder.join("claim.json"), facts).unwrap();
    let submit = |kind: &'static str, number: &'static str| {
        let claim =
            ["claim", "submit", SCHEME, "claim.json", "--agent", "child", "--agent-id-number", number];
        [&claim[..], &["--agent-document-kind", kind, "--as", "clerk"]].concat()
    };
    let (code, says) = run(folder, &submit("passport", "E12345679"));
    assert!(code == 2 && says.contains("会员本人的证件"), "{says}");
    let (code, says) = run(folder, &submit("resident-id", "E87654321"));
    assert!(code == 2 && says.contains("身份证号码"), "read as what was chosen: {says}");
    fine(folder, &submit("passport", "E87654321"));

    std::fs::write(folder.join("proof.pdf"), b"%PDF-1.7 a made-up certificate").unwrap();
    let says = fine(folder, &["member", "attach", &member, "proof.pdf", "--as", "clerk"]);
    let at = says.find("d0").expect("the document's id");
    let proof = &says[at..at + 9];
    let name = |kind: &'static str, number: &'static str| {
        let of =
            vec!["member", "payee", "name", &member, "--kind", "guardian", "--name", "例五", "--account"];
        let of = [of, vec!["6222020000000000001", "--proof", proof, "--from", "2025-01-10"]].concat();
        [of, vec!["--document-kind", kind, "--id-number", number, "--as", "clerk"]].concat()
    };
    assert_eq!(run(folder, &name("hk-mo-permit", "12345678")).0, 2);
    fine(folder, &name("港澳通行证", "h12345678"));
    let listed = fine(folder, &["member", "payee", "list", &member, "--as", "clerk"]);
    assert!(listed.contains("监护人"), "{listed}");
}
