//! What a member does himself in the browser: files a claim with a photo, appeals, and names another account.

use super::in_browser;

/// A picture as small as one can be.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cc`\0\0\0\x02\0\x01H\xaf\xa4q\0\0\0\0IEND\xaeB`\x82";

#[test]
fn a_claim_is_filed_with_a_photo_and_handed_in_by_the_desk() {
    in_browser(async |site, browser| {
        let folder = tempfile::tempdir().unwrap();
        let photo = folder.path().join("slip.png");
        std::fs::write(&photo, PNG).unwrap();
        browser.enter("member").await;
        browser.go("/my/claims/new").await;
        browser.until("document.getElementById('photo').getAttribute('capture') === 'environment'").await;
        let button = "form[action='/my/claims'] button:not([type=button])";
        browser.click(button).await;
        browser.until_says("#files-wrong", "照片").await;
        browser.choose("#files", &photo).await;
        browser.until_says("[data-names]", "slip.png").await;
        browser.click(button).await;
        browser.until("location.search === '?done=filed'").await;
        browser.until_says("main", "slip.png").await;
        browser.until_says("main h1", "草稿").await;
        assert_eq!(browser.run("return Object.keys(localStorage).length").await, 0, "a draft is done");
        let own = browser.run("return location.pathname").await.as_str().unwrap().to_owned();
        let claim = own.trim_start_matches("/my").to_owned();
        // The desk sees it among the drafts, with its paper, and hands it in.
        browser.enter("clerk").await;
        browser.go("/desk?what=draft").await;
        browser.until(&format!("document.querySelector('a[href=\"{claim}\"]')")).await;
        browser.go(&claim).await;
        browser.until_says("main", "slip.png").await;
        browser.click("form[action$='/hand-in'] button").await;
        browser.until("location.search === '?done=submitted'").await;
        // Nobody else sees it under his own pages.
        browser.enter("member-2").await;
        browser.go(&own).await;
        browser.until_says("main h1", "没有找到").await;
        assert!(!site.member.is_empty());
    });
}

#[test]
fn a_guardian_files_for_whom_he_stands() {
    in_browser(async |site, browser| {
        site.makes_guardian().await;
        browser.enter("member").await;
        browser.go("/my/claims/new").await;
        browser.until("document.querySelectorAll('select[name=whose] option').length === 2").await;
        let ward =
            browser.run("return document.querySelectorAll('select[name=whose] option')[1].value").await;
        browser.fill("whose", ward.as_str().unwrap()).await;
        browser.click("main details summary").await;
        browser.fill("discharge_date", &super::site::ago(20).to_string()).await;
        browser.fill("total", "１２，０００").await;
        browser.fill("funds_paid", "8000").await;
        browser.click("form[action='/my/claims'] button:not([type=button])").await;
        browser.until("location.search === '?done=filed-for'").await;
        browser.enter("clerk").await;
        browser.go(&format!("/members/{}", ward.as_str().unwrap())).await;
        browser.until_says("main table", "草稿").await;
    });
}

#[test]
fn an_answer_is_appealed_against_once() {
    in_browser(async |_, browser| {
        browser.enter("member").await;
        browser.go("/my/claims").await;
        browser.click("a.claim:has(.tag.good)").await;
        browser.until("document.querySelector('form[action$=\"/appeal\"]')").await;
        browser.click("details:has(form[action$='/appeal']) > summary").await;
        browser.click("form[action$='/appeal'] button").await;
        browser.until_says("#grounds-wrong", "理由").await;
        browser.fill("grounds", "自付金额少算了").await;
        browser.click("form[action$='/appeal'] button").await;
        browser.until("location.search === '?done=appealed'").await;
        browser.until("!document.querySelector('form[action$=\"/appeal\"]')").await;
        let own = browser.run("return location.pathname").await.as_str().unwrap().to_owned();
        let claim = own.trim_start_matches("/my").to_owned();
        // It waits for somebody who had no part in it.
        browser.enter("reviewer").await;
        browser.go("/review").await;
        browser.until(&format!("document.querySelector('a[href=\"{claim}\"]')")).await;
        browser.go(&claim).await;
        browser.until_says(".history", "自付金额少算了").await;
        browser.until_says(".history", "会员自助").await;
        browser.fill("answer", "金额无误").await;
        browser.click("button[name=upheld][value=no]").await;
        browser.until("document.querySelector('.note.bad')").await;
    });
}

#[test]
fn another_account_holds_once_the_desk_has_confirmed_it() {
    in_browser(async |site, browser| {
        browser.enter("member").await;
        browser.go("/my/account").await;
        let before = browser.text("main .big").await;
        browser.fill("account", "9999 0000 0000 1234").await;
        browser.fill("again", "9999 0000 0000 1235").await;
        browser.click("form[action='/my/account'] button").await;
        browser.until_says("#again-wrong", "不一致").await;
        browser.fill("again", "9999000000001234").await;
        browser.click("form[action='/my/account'] button").await;
        browser.until("location.search === '?done=named-own'").await;
        browser.until_says(".note", "1234").await;
        assert_eq!(browser.text("main .big").await, before, "he is paid as before");
        browser.enter("reviewer").await;
        browser.go("/review").await;
        browser
            .until(&format!("document.querySelector('a[href=\"/members/{}/account\"]')", site.member))
            .await;
        browser.go(&format!("/members/{}/account", site.member)).await;
        browser.click("form[action$='/confirm'] button").await;
        browser.until("location.search === '?done=confirmed'").await;
        browser.enter("member").await;
        browser.go("/my/account").await;
        browser.until_says("main .big", "1234").await;
    });
}
