//! Pictures of every page, for people to look at: 1280 and 390 wide, in Chinese and in English, and once in the dark.
//!
//! `cargo bench --bench screenshots -- FOLDER` (default: `target/screenshots`); `--profile dev` builds faster. It serves a
//! demonstration of its own.

#[path = "../../tests/pages/browser.rs"]
#[expect(clippy::unwrap_used, dead_code, reason = "it is shared with the tests")]
mod browser;

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use browser::Browser;

/// Who looks, what the picture is called, and where; behind ` > ` a link that is followed from there.
const PAGES: &[(&str, &str, &str)] = &[
    ("", "sign-in", "/sign-in"),
    ("", "member-sign-in", "/my/sign-in"),
    ("clerk", "desk", "/desk"),
    ("clerk", "members", "/members"),
    ("clerk", "member", "/members/m00000012"),
    ("clerk", "claim-new", "/claims/new?member=m00000012"),
    ("clerk", "claim-old-slip", "/claims/new?member=m00000012&slip=old"),
    ("clerk", "account", "/account"),
    ("clerk", "import", "/import"),
    ("clerk", "not-found", "/claims/c99999999"),
    ("reviewer", "review", "/review"),
    ("reviewer", "claim-review", "/review/next"),
    ("clerk", "claim-pending", "/desk?what=pending > main table a"),
    ("clerk", "letter-pending", "/desk?what=pending > main table a > a[href$='/letter']"),
    ("clerk", "claim-draft", "/desk?what=draft > main table a"),
    ("finance", "pools", "/finance"),
    ("finance", "received", "/finance/received"),
    ("finance", "vouchers", "/finance/vouchers"),
    ("finance", "trial", "/finance/trial"),
    ("finance", "ledger", "/finance/trial > td a"),
    ("finance", "voucher", "/finance/vouchers > td a"),
    ("finance", "periods", "/finance/periods"),
    ("finance", "book", "/finance/book"),
    ("finance", "opening", "/finance/opening"),
    ("administrator", "users", "/office"),
    ("administrator", "organisations", "/office/organisations"),
    ("administrator", "schemes", "/office/schemes"),
    ("administrator", "edition", "/office/schemes > td a"),
    ("administrator", "health", "/office/health"),
    ("auditor", "audit", "/audit"),
    ("reviewer-city", "books", "/books"),
    ("reviewer-city", "books-first", "/review"),
    ("member", "entitled", "/my"),
    ("member", "my-claims", "/my/claims"),
    ("member", "estimate", "/my/estimate"),
    ("member", "file", "/my/claims/new"),
    ("member", "own-account", "/my/account"),
    ("member", "my-claim", "/my/claims > a.claim:has(.tag.good)"),
    ("member", "letter", "/my/claims > a.claim:has(.tag.good) > a[href$='/letter']"),
    ("member-2", "my-claim-denied", "/my/claims > a.claim:has(.tag.bad)"),
    ("member-2", "letter-denied", "/my/claims > a.claim:has(.tag.bad) > a[href$='/letter']"),
];

fn main() {
    let folder = std::env::args().skip(1).find(|word| !word.starts_with("--"));
    let folder = PathBuf::from(folder.unwrap_or_else(|| "target/screenshots".into()));
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let (mut server, site) = serve();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        for width in [1280, 390] {
            let Some(browser) = Browser::open(&site, width).await else { return };
            for lang in ["zh", "en"] {
                take(&browser, (width, lang, ""), &folder).await;
            }
            browser.darken().await;
            take(&browser, (width, "zh", "-dark"), &folder).await;
            browser.close().await;
        }
    });
    drop(server.kill());
    println!("{}", folder.display());
}

/// A demonstration on a port of its own.
fn serve() -> (Child, String) {
    let mut server = Command::new(env!("CARGO_BIN_EXE_huzhu"))
        .args(["serve", "--demo", "--listen", "127.0.0.1:0", "--logins", "0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the demonstration is served");
    let lines = BufReader::new(server.stdout.take().expect("it says its address")).lines();
    let site = lines.map_while(Result::ok).find(|line| line.starts_with("http://"));
    (server, site.expect("it says its address"))
}

/// All pages in one width and language.
async fn take(browser: &Browser, (width, lang, dark): (u32, &str, &str), folder: &Path) {
    let mut before = "";
    for (who, name, path) in PAGES {
        if *who != before {
            browser.enter(who).await;
            before = who;
        }
        let (path, links) = path.split_once(" > ").unwrap_or((path, ""));
        browser.go(&format!("/show/{lang}?to={}", path.replace('?', "%3F").replace('&', "%26"))).await;
        browser.until("document.querySelector('main h1')").await;
        for link in links.split(" > ").filter(|link| !link.is_empty()) {
            follow(browser, link).await;
        }
        let high = browser.run("return Math.max(900, document.documentElement.scrollHeight)").await;
        let high = high.as_u64().and_then(|high| u32::try_from(high).ok()).unwrap_or(900);
        browser.driver.set_window_rect(0, 0, width.max(500), high + 140).await.expect("a taller window");
        let file = folder.join(format!("{name}-{width}-{lang}{dark}.png"));
        browser.driver.screenshot(&file).await.expect("a picture");
        browser.driver.set_window_rect(0, 0, width.max(500), 900).await.expect("the window as before");
    }
}

/// Goes where a link leads.
async fn follow(browser: &Browser, css: &str) {
    let to = browser.run(&format!("return document.querySelector(\"{css}\").getAttribute('href')")).await;
    browser.go(to.as_str().expect("a link")).await;
    browser.until("document.querySelector('main h1')").await;
}
