//! The story of a claim: typed at the counter, computed while it is typed, approved by a second person, seen by whom it
//! concerns, and by nobody else.

use super::in_browser;
use super::site::{DIALYSIS, ago};

#[test]
fn a_claim_from_the_counter_to_the_member() {
    in_browser(async |site, browser| {
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

        // A clerk of another county sees nothing of it.
        browser.enter("clerk-yi").await;
        browser.go(&path).await;
        browser.until_says("main h1", "没有找到").await;
        assert!(!browser.text("main").await.contains("11,550"));
    });
}
