//! The story of a claim: typed at the counter, computed while it is typed, approved by a second person, seen by whom it
//! concerns and by who keeps the money, and by nobody else.

use super::browser::Browser;
use super::in_browser;
use super::site::{DIALYSIS, Site, ago};

/// What the pool of the scheme keeps for approved claims, and what waits there for want of money: in fen, as it is shown.
const KEPT: &str = "const pool = document.querySelector('[data-pool^=\"cn/guizhou/\"]'); \
    const fen = (one) => one ? Math.round(Number(one.innerText.replace(/[¥,]/g, '')) * 100) : 0; \
    return fen(pool.querySelector('[data-kept]')) + fen(pool.querySelector('[data-waiting]'))";

#[test]
fn a_claim_from_the_counter_to_the_books_and_to_the_member() {
    in_browser(async |site, browser| {
        browser.enter("finance").await;
        browser.go("/finance").await;
        browser.until("document.querySelector('main h1')").await;
        let before = browser.run(KEPT).await.as_i64().unwrap();

        // The clerk finds the member and types an old slip: total, paid, own share.
        browser.enter("clerk").await;
        browser.go("/members").await;
        browser.fill("wanted", &site.member).await;
        browser.click("main button").await;
        browser.until_says("main h2", "*").await;
        browser.go(&format!("/claims/new?member={}&scheme={DIALYSIS}&slip=old", site.member)).await;
        browser.fill("setting", "special-outpatient").await;
        browser.fill("settlement_date", &ago(30).to_string()).await;
        browser.fill("total", "130000").await;
        browser.fill("funds_paid", "113500").await;
        browser.fill("member_part", "16000").await;
        // The figures do not tie, and the field says by how much; then they do.
        browser.until_says("#tie-total", "500.00").await;
        browser.fill("member_part", "１６，５００").await;
        browser.until_says("#answer", "¥11,550.00").await;
        browser.until("document.querySelector('#tie-total').innerText === ''").await;
        browser.until_says("#answer", "第1条").await;
        browser.is_at_home().await;
        browser.click("button[value=decide]").await;
        browser.until("location.search === '?done=decided'").await;
        browser.until_says("main", "待复核").await;
        let path = browser.run("return location.pathname").await.as_str().unwrap().to_owned();

        // A reviewer of the county approves it, and is led to the next one.
        browser.enter("reviewer").await;
        browser.go(&path).await;
        browser.until_says("main", "¥11,550.00").await;
        browser.click("button[value=approve]").await;
        browser.until("location.search.includes('done=approved')").await;
        browser.go(&path).await;
        browser.until_says("main h1", "已批准").await;

        // The pool keeps exactly what was granted.
        browser.enter("finance").await;
        browser.go("/finance").await;
        browser.until("document.querySelector('main h1')").await;
        assert_eq!(browser.run(KEPT).await.as_i64().unwrap() - before, 1_155_000);

        // The desk sets a code, and the member signs in with it: his claim, its explanation, and the letter.
        browser.enter("clerk").await;
        browser.go(&format!("/members/{}/code", site.member)).await;
        browser.click("form[action$='/code'] button").await;
        browser.until("document.querySelector('.secret')").await;
        let code = browser.text(".secret").await;
        browser.driver.delete_all_cookies().await.unwrap();
        browser.go("/my/sign-in").await;
        browser.fill("number", &site.number).await;
        browser.fill("code", &code).await;
        browser.click("main button").await;
        browser.until("location.pathname === '/my'").await;
        browser.go("/my/claims").await;
        browser.until_says("main", "¥11,550.00").await;
        browser.go(&format!("/my{path}")).await;
        browser.until_says("main h1", "已批准").await;
        browser.until_says("main", "第1条").await;
        browser.click("main a.button[href$='/letter']").await;
        browser.until_says(".letter h1", "给付通知书").await;
        browser.until_says(".letter", "¥11,550.00").await;
        browser.until_says(".letter", "壹万壹仟伍佰伍拾元整").await;
        browser.is_at_home().await;
        nothing_is_seen_elsewhere(site, browser, &path).await;
    });
}

/// A clerk and a reviewer of another county see nothing of a claim: in no list, by no number, at no address.
async fn nothing_is_seen_elsewhere(site: &Site, browser: &Browser, path: &str) {
    for (who, list) in [("clerk-yi", "/desk"), ("reviewer-yi", "/review")] {
        browser.enter(who).await;
        browser.go(list).await;
        browser.until("document.querySelector('main h1')").await;
        let links = format!("return document.querySelectorAll('a[href*=\"{path}\"]').length");
        assert_eq!(browser.run(&links).await, 0, "{who} at {list}");
        browser.go("/members").await;
        browser.fill("wanted", &site.number).await;
        browser.click("main button").await;
        browser.until_says("#wanted-wrong", "没有这名会员").await;
        for refused in [path.to_owned(), format!("{path}/letter")] {
            browser.go(&refused).await;
            browser.until_says("main h1", "没有找到").await;
            assert!(!browser.text("main").await.contains("11,550"), "{who} at {refused}");
        }
    }
}
