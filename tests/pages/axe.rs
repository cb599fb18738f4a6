//! No serious fault for those who see, hear or move otherwise: axe-core on the main page of each role and on both forms.

use super::in_browser;

const AXE: &str = include_str!("axe.min.js");

/// Runs axe, and gives what it finds to be serious: rule, and where.
const RUN: &str = "const done = arguments[arguments.length - 1]; \
    axe.run(document).then((found) => done(found.violations \
        .filter((one) => ['serious', 'critical'].includes(one.impact)) \
        .map((one) => one.id + ': ' + one.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(', '))))";

#[test]
fn no_page_has_a_serious_fault() {
    in_browser(async |site, browser| {
        let claim_form = format!("/claims/new?member={}", site.member);
        let pages = [
            ("", "/sign-in"),
            ("clerk", "/desk"),
            ("clerk", "/members"),
            ("clerk", claim_form.as_str()),
            ("clerk", "/account"),
            ("reviewer", "/review"),
            ("reviewer", "/review/next"),
            ("finance", "/"),
            ("administrator", "/"),
            ("auditor", "/"),
            ("member", "/"),
            ("member", "/my/claims/new"),
            ("member", "/my/account"),
            ("member", "/my/claims"),
            ("clerk", "/import"),
            ("finance", "/finance/trial"),
            ("auditor", "/audit"),
            ("finance", "/finance/trial > td a"),
            ("administrator", "/office/schemes > td a"),
            ("reviewer-city", "/books"),
        ];
        // In the light, and in the dark.
        for (nth, (who, path)) in pages.iter().chain(&pages).enumerate() {
            if nth == pages.len() {
                browser.darken().await;
            }
            let (who, (path, link)) = (*who, path.split_once(" > ").unwrap_or((path, "")));
            if who.is_empty() {
                browser.go(path).await;
            } else {
                browser.enter(who).await;
                browser.go(path).await;
            }
            browser.until("document.querySelector('main h1')").await;
            if !link.is_empty() {
                browser.run(&format!("document.querySelector('main {link}').click()")).await;
                browser
                    .until(&format!("location.pathname !== '{path}' && document.querySelector('main h1')"))
                    .await;
            }
            browser.run(AXE).await;
            let found = browser.driver.execute_async(RUN, vec![]).await.unwrap().json().clone();
            assert_eq!(found, serde_json::json!([]), "{who} at {path}");
            browser.is_at_home().await;
            let bytes =
                browser.run("return performance.getEntriesByType('navigation')[0].encodedBodySize").await;
            assert!(bytes.as_i64().unwrap() < 200_000, "{path} has {bytes} bytes");
        }
    });
}
