//! Letters on paper: each kind of them fits one or two sheets of A4, in both languages.

use super::in_browser;

#[test]
fn every_letter_fits_two_sheets() {
    in_browser(async |site, browser| {
        browser.enter("clerk").await;
        let kinds = [("approved", "给付通知书"), ("denied", "不予给付通知书"), ("pending", "补正通知书")];
        for (stage, heading) in kinds {
            let claims = site.claims(stage).await;
            assert!(!claims.is_empty(), "{stage}");
            for claim in claims.iter().take(3) {
                for lang in ["en", "zh"] {
                    browser.go(&format!("/show/{lang}?to=/claims/{claim}/letter")).await;
                    browser.until("document.querySelector('.letter h1')").await;
                    let sheets = sheets(&browser.on_paper().await);
                    assert!((1..=2).contains(&sheets), "{claim} {lang}: {sheets} sheets");
                }
                browser.until_says(".letter h1", heading).await;
            }
        }
    });
}

/// So many pages a PDF has.
fn sheets(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    text.matches("/Type /Page").count() - text.matches("/Type /Pages").count()
}
