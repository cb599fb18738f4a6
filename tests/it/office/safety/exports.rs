//! Exports: masked or whole, at one point, noted; what was exported can be imported.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use huzhu::exchange::claims::{ClaimProfile, cells, read_claims};
use huzhu::store::Scope;
use huzhu::store::export::{SHEETS, Taken, Whole};

use super::commands::{office, roster, run};
use crate::office::claims::world::{World, stay};
use crate::office::databases::{Base, on_both, on_postgres, on_sqlite};
use crate::office::people::{SCHEME, past, world};

#[test]
fn facts_come_back_as_they_were() {
    on_both(async |base| {
        let world = World::open(base).await;
        let mut facts = stay("m1", "2026-03-01", 700);
        facts.claim.invoice = Some("=cmd|calc".into());
        facts.claim.diagnoses = vec!["C34.1".parse().unwrap(), "I10".parse().unwrap()];
        world.submit(facts.clone()).await;
        let scope = Scope::of_staff(&world.store, "s1").await.unwrap().unwrap();
        for (whole, invoice, diagnoses) in [(false, None, 2), (true, Some("=cmd|calc"), 2)] {
            let whole = Whole { personal: whole, diagnoses: whole };
            let mut taken = Taken::of(&world.store, &scope, &world.book, whole).await.unwrap().unwrap();
            let mut claims = vec![];
            taken
                .claims(&mut |claim| {
                    claims.push(claim);
                    Ok(())
                })
                .await
                .unwrap();
            taken.end().await.unwrap();
            let [claim] = &claims[..] else { panic!("{claims:?}") };
            assert_eq!(claim.facts.claim.invoice.as_deref(), invoice);
            assert_eq!(claim.facts.claim.diagnoses.len(), diagnoses);
            let codes: Vec<String> = claim.facts.claim.diagnoses.iter().map(ToString::to_string).collect();
            assert_eq!(codes[0], if whole.diagnoses { "C34.1" } else { "C34" });
            let (header, row): (Vec<String>, Vec<String>) = cells(&claim.facts).into_iter().unzip();
            let mut file = csv::Writer::from_writer(vec![]);
            file.write_record(&header).unwrap();
            file.write_record(&row).unwrap();
            let file = file.into_inner().unwrap();
            let read = read_claims(&file, &ClaimProfile::default(), &[]).unwrap();
            assert!(read.errors.is_empty() && read.warnings.is_empty(), "{read:?}");
            assert_eq!(read.claims[0].facts.claim, claim.facts.claim);
            assert_eq!(read.claims[0].facts.person.member, claim.facts.person.member);
        }
    });
}

#[test]
fn what_others_keep_is_not_taken_out() {
    on_both(async |base| {
        let world = World::open(base).await;
        past(base, "insert into organisation (id, kind, name, path, book_id) values ('o2', 'county', '邻县', '/o2/', 'b2')").await;
        past(base, "insert into staff (id, organisation_id, person, name, login, state) values ('s8', 'o2', 'p8', '某人', 's8', 'active')").await;
        let scope = Scope::of_staff(&world.store, "s8").await.unwrap().unwrap();
        assert!(Taken::of(&world.store, &scope, &world.book, Whole::default()).await.unwrap().is_none());
    });
}

fn read(folder: &Path, name: &str) -> (Vec<String>, Vec<BTreeMap<String, String>>) {
    let text = fs::read_to_string(folder.join(name)).unwrap();
    let mut reader = csv::Reader::from_reader(text.strip_prefix('\u{feff}').unwrap().as_bytes());
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let row = |row: csv::StringRecord| header.iter().cloned().zip(row.iter().map(str::to_owned)).collect();
    let rows = reader.records().map(|record| row(record.unwrap())).collect();
    (header, rows)
}

async fn exported(base: &Base) {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    office(folder, Some(&base.url));
    let world = world(0);
    let number = |number| world.member(number).id_number.as_str().to_owned();
    let add = |login: &str, number: &str, role: &str| {
        let words =
            ["staff", "add", login, "--name", "例", "--id-number", number, "--role", role, "--as", "admin"];
        assert_eq!(run(folder, &words).0, 0);
    };
    add("auditor", &number(53), "auditor");
    add("reviewer", &number(54), "reviewer");
    assert_eq!(roster(folder, 0).0, 0);
    past(base, "update employer set name = '=1+1' where id = (select min(id) from employer)").await;
    let export = |words: &[&str]| run(folder, &[&["export"], words].concat());
    let (code, says) = export(&["out", "--as", "clerk"]);
    assert!(code == 2 && says.contains("导出数据"), "{says}");
    let (code, says) = export(&["out", "--personal", "--because", "测试", "--as", "auditor"]);
    assert!(code == 2 && says.contains("完整"), "{says}");
    let (code, says) = export(&["out", "--personal", "--as", "reviewer"]);
    assert!(code == 2 && says.contains("事由"), "{says}");
    assert!(!folder.join("out").exists() && !folder.join("out.part").exists());
    assert_eq!(export(&["out", "--as", "auditor"]).0, 0);
    let (code, says) = export(&["whole", "--personal", "--because", "移交", "--as", "reviewer"]);
    assert_eq!(code, 0, "{says}");
    assert_eq!(base.number("select count(*) from audit where act = 'export' and result = 'done'").await, 2);
    assert_eq!(base.number("select count(*) from audit where act = 'export'").await, 5);
    let person = world.member(0);
    let (all, masked) = (person.id_number.as_str().to_owned(), read(&folder.join("out"), "members.csv").1);
    assert!(
        masked.iter().all(|row| row["id_number"].contains('*') && row["name"].ends_with('*')),
        "{masked:?}"
    );
    let files = ["employers", "members", "enrolments/cn-guizhou-sinan", "decisions", "lines", "movements"];
    for file in
        files.into_iter().chain(SHEETS.iter().filter(|sheet| !sheet.by_scheme).map(|sheet| sheet.name))
    {
        let text = fs::read_to_string(folder.join(format!("out/{file}.csv"))).unwrap();
        assert!(!text.contains(&all) && !text.contains(&person.name), "{file}");
    }
    let whole = read(&folder.join("whole"), "members.csv").1;
    assert!(whole.iter().any(|row| row["id_number"] == all && row["name"] == person.name), "{whole:?}");
    assert_eq!(read(&folder.join("whole"), "employers.csv").1[0]["单位"], "'=1+1");
    let (code, says) = export(&["out", "--as", "auditor"]);
    assert!(code == 2 && says.contains("已有内容"), "{says}");
    imported(folder, whole.len());
}

/// Another office takes in what was exported.
fn imported(folder: &Path, members: usize) {
    let other = folder.join("other");
    fs::create_dir(&other).unwrap();
    office(&other, None);
    let roster = folder.join("whole/enrolments/cn-guizhou-sinan.csv").display().to_string();
    let import = ["import", "roster", SCHEME, &roster, "--as-of", "2025-01-10", "--as", "clerk"];
    let (code, says) = run(&other, &import);
    assert!(code == 0 && says.contains(&format!("新会员{members}人")), "{says}");
}

#[test]
fn data_is_taken_out_from_the_terminal_and_in_again_on_sqlite() {
    on_sqlite(exported);
}

#[test]
fn data_is_taken_out_from_the_terminal_and_in_again_on_postgres() {
    on_postgres(exported);
}
