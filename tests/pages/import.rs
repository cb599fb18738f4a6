//! A whole file of settlements at the desk: what is good, what is bad, the bad rows as a file, and the import.

use std::path::Path;

use rust_xlsxwriter::Workbook;
use serde_json::Value;

use super::in_browser;
use super::site::ago;

#[test]
fn a_file_is_checked_imported_once_and_its_bad_rows_come_back() {
    in_browser(async |site, browser| {
        browser.enter("clerk").await;
        browser.go("/import").await;
        browser.fill("scheme", "demo/mutual").await;
        browser.click("form#import button").await;
        browser.until_says("#found .note.bad", "结算文件").await;
        let day = ago(40);
        let text = format!(
            "会员编号,医疗类别,结算ID,出院日期,医疗费总额,基金支付总额,个人自付\\n\
             {0},住院,S-1,{day},20000,12000,8000\\n\
             {0},住院,S-2,{day},二万,12000,8000\\n\
             {0},住院,S-3,2026-02-30,20000,12000,8000\\n",
            site.member
        );
        browser.run(&format!("document.getElementById('pasted').value = '{text}'")).await;
        browser.click("form#import button").await;
        browser.until_says("#found td", "二万").await;
        let rows = "[...document.querySelectorAll('#found tbody tr td:first-child')].map((one) => one.innerText).join()";
        assert_eq!(browser.run(&format!("return {rows}")).await, "3,4");
        // The bad rows as a file, as the button of the form asks for it.
        browser
            .run("const form = new FormData(document.getElementById('import')); \
                  window.file = fetch('/import/bad', { method: 'POST', body: form }).then((one) => one.text())")
            .await;
        let file = browser
            .driver
            .execute_async("const done = arguments[arguments.length - 1]; window.file.then(done)", vec![])
            .await
            .unwrap();
        let file = file.json().as_str().unwrap().to_owned();
        assert!(file.contains("S-2") && file.contains("S-3") && !file.contains("S-1"), "{file}");
        browser.click("#found button[formaction='/import']").await;
        browser.until_says("#found h2", "导入结果").await;
        browser.until_says("#found .figures", "受理并审核").await;
        assert_eq!(browser.text("#found .figures div b").await, "1");
        // The corrected file: what was taken in is known again.
        let text = text.replace("二万", "20000").replace("2026-02-30", &day.to_string());
        browser.run(&format!("document.getElementById('pasted').value = '{text}'")).await;
        browser.click("form#import button").await;
        browser.until("!document.querySelector('#found h2')?.innerText.includes('导入结果') && !document.querySelector('#found table')").await;
        browser.click("#found button[formaction='/import']").await;
        browser.until_says("#found h2", "导入结果").await;
        browser.until_says("#found .note", "1行此前已受理").await;
        assert_eq!(browser.text("#found .figures div b").await, "2");
    });
}

const HEADS: [&str; 7] =
    ["会员编号", "医疗类别", "结算ID", "出院日期", "医疗费总额", "基金支付总额", "个人自付"];

/// Writes a row as a file of some kind.
type Writes = fn(&Path, &[&str; 7]);

/// A workbook of one sheet.
fn workbook(to: &Path, row: &[&str; 7]) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (at, (head, cell)) in (0..).zip(HEADS.iter().zip(row)) {
        sheet.write_string(0, at, *head).unwrap();
        sheet.write_string(1, at, *cell).unwrap();
    }
    book.save(to).unwrap();
}

fn json(to: &Path, row: &[&str; 7]) {
    let row: serde_json::Map<String, Value> =
        HEADS.iter().zip(row).map(|(head, cell)| ((*head).to_owned(), (*cell).into())).collect();
    std::fs::write(to, serde_json::to_vec(&[row]).unwrap()).unwrap();
}

#[test]
fn a_workbook_and_json_are_taken_in_like_text() {
    in_browser(async |site, browser| {
        let folder = tempfile::tempdir().unwrap();
        let day = ago(41).to_string();
        browser.enter("clerk").await;
        let table: [(&str, &str, Writes); 2] = [("结算.xlsx", "X-1", workbook), ("结算.json", "J-1", json)];
        for (name, id, write) in table {
            let file = folder.path().join(name);
            write(&file, &[&site.member, "住院", id, &day, "20000", "12000", "8000"]);
            browser.go("/import").await;
            browser.fill("scheme", "demo/mutual").await;
            browser.choose("#file", &file).await;
            browser.until_says("[data-names]", name).await;
            browser.click("form#import button").await;
            browser.until("document.querySelector(\"#found button[formaction='/import']\")").await;
            browser.click("#found button[formaction='/import']").await;
            browser.until_says("#found h2", "导入结果").await;
            assert_eq!(browser.text("#found .figures div b").await, "1", "{name}");
        }
    });
}
