//! A whole file of settlements at the desk: what is good, what is bad, the bad rows as a file, and the import.

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
