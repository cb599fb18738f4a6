//! What people do with forms: nonsense in every field, going back, two tabs, a session that ends, a double click.

use super::in_browser;
use super::site::ago;

/// So many claims the member has, by the list on his page.
const CLAIMS: &str =
    "document.querySelectorAll('main table.folds td:first-child a[href^=\"/claims/\"]').length";

#[test]
fn nonsense_in_every_field_is_said_at_the_field_and_kept() {
    in_browser(async |site, browser| {
        browser.enter("clerk").await;
        let form = format!("/claims/new?member={}", site.member);
        let table = [
            ("total", "一万", "不是金额"),
            ("total", "-5", "负"),
            ("total", "1.005", "两位小数"),
            ("total", "99999999999999999", "上限"),
            ("self_pay", "1e3", "不是金额"),
            ("discharge_date", "2026-02-30", "不存在"),
            ("admission_date", "昨天", "日期格式"),
            ("diagnosis", "xyz", "诊断编码"),
        ];
        for (name, nonsense, said) in table {
            browser.go(&form).await;
            browser.run("localStorage.clear()").await;
            browser.go(&form).await;
            browser.fill(name, nonsense).await;
            browser.click("button[value=submit]").await;
            browser.until_says(&format!("#{name}-wrong"), said).await;
            assert_eq!(browser.value(name).await, nonsense);
            let described = format!(
                "document.getElementById('{name}').getAttribute('aria-describedby')?.includes('{name}-wrong')"
            );
            browser.until(&described).await;
        }
        // Everywhere at once, and nothing breaks.
        browser.go(&form).await;
        browser
            .run("document.querySelectorAll('main details').forEach((one) => { one.open = true }); \
                  document.querySelectorAll('main input[type=text]').forEach((one) => { one.value = '<b>&\"\\'；drop' })")
            .await;
        browser.click("button[value=submit]").await;
        browser.until("document.querySelectorAll('.fault').length > 10").await;
        assert_eq!(
            browser.run("return document.querySelectorAll('main b > b, main label b').length").await,
            0
        );
    });
}

#[test]
fn a_double_click_is_one_claim_and_the_back_button_makes_no_second() {
    in_browser(async |site, browser| {
        browser.enter("clerk").await;
        browser.go(&format!("/members/{}", site.member)).await;
        let before = browser.run(&format!("return {CLAIMS}")).await.as_i64().unwrap();
        browser.go(&format!("/claims/new?member={}", site.member)).await;
        browser.fill("discharge_date", &ago(30).to_string()).await;
        browser.fill("self_pay", "８０００").await;
        // Twice at once, past what the script prevents: the key of the form makes it one.
        browser
            .run("const form = document.getElementById('claim'), sent = new URLSearchParams(new FormData(form)); \
                  sent.append('then', 'submit'); \
                  window.answers = Promise.all([1, 2].map(() => fetch('/claims', { method: 'POST', body: sent }).then((one) => one.url)))")
            .await;
        let urls = browser
            .driver
            .execute_async("const done = arguments[arguments.length - 1]; window.answers.then(done)", vec![]);
        let urls = urls.await.unwrap().json().clone();
        assert_eq!(urls[0], urls[1], "{urls}");
        browser.click("button[value=submit]").await;
        browser.until("location.search === '?done=submitted'").await;
        // Back, and once more.
        browser.driver.back().await.unwrap();
        browser.until("document.getElementById('claim')").await;
        browser.go(&format!("/members/{}", site.member)).await;
        let after = browser.run(&format!("return {CLAIMS}")).await.as_i64().unwrap();
        assert_eq!(after, before + 1, "the same form, sent three times");
    });
}

#[test]
fn a_session_that_ends_while_typing_loses_nothing() {
    in_browser(async |site, browser| {
        browser.enter("clerk").await;
        browser.go(&format!("/claims/new?member={}", site.member)).await;
        browser.fill("discharge_date", &ago(30).to_string()).await;
        browser.fill("self_pay", "8765.43").await;
        browser.driver.delete_all_cookies().await.unwrap();
        browser.fill("invoice", "00012345").await;
        browser.until_says("#answer", "重新登录").await;
        browser.click("button[value=submit]").await;
        browser.until("location.pathname === '/sign-in'").await;
        browser.until_says("main", "保存在本机").await;
        browser.run("document.querySelector('input[name=login][value=clerk]').form.requestSubmit()").await;
        browser.until("location.pathname === '/claims/new'").await;
        assert_eq!(browser.value("self_pay").await, "8765.43");
        assert_eq!(browser.value("invoice").await, "00012345");
        browser.click("button[value=submit]").await;
        browser.until("location.search === '?done=submitted'").await;
        assert_eq!(
            browser.run("return Object.keys(localStorage).length").await,
            0,
            "a draft that is done is forgotten"
        );
        // The same bill again: that it would be held is said before it is handed in.
        browser.go(&format!("/claims/new?member={}", site.member)).await;
        browser.fill("discharge_date", &ago(30).to_string()).await;
        browser.fill("self_pay", "8765.43").await;
        browser.fill("invoice", "00012345").await;
        browser.until_says("#answer .note", "票据重复").await;
        // Somebody else at the same computer does not get what was typed.
        browser.enter("clerk-2").await;
        browser.go(&format!("/claims/new?member={}", site.member)).await;
        assert_eq!(browser.value("self_pay").await, "");
    });
}

#[test]
fn two_tabs_on_one_claim_do_not_overwrite_each_other() {
    in_browser(async |site, browser| {
        browser.enter("clerk").await;
        browser.go(&format!("/claims/new?member={}", site.member)).await;
        browser.fill("discharge_date", &ago(30).to_string()).await;
        browser.fill("self_pay", "9000").await;
        browser.click("button[value=submit]").await;
        browser.until("location.search === '?done=submitted'").await;
        let first = browser.driver.window().await.unwrap();
        let path = browser.run("return location.pathname").await.as_str().unwrap().to_owned();
        let second = browser.driver.new_tab().await.unwrap();
        browser.driver.switch_to_window(second).await.unwrap();
        browser.go(&path).await;
        browser.click("form[action$='/decide'] button").await;
        browser.until("location.search === '?done=decided'").await;
        // The first tab still shows a claim that waits: it is told how the claim stands now.
        browser.driver.switch_to_window(first).await.unwrap();
        browser.click("form[action$='/decide'] button").await;
        browser.until("document.querySelector('.note.bad')").await;
        browser.until_says("main h1", "待复核").await;
    });
}
