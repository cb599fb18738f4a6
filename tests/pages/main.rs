//! The pages as people use them, in a real browser. A binary of its own: what drives the browser adds texts otherwise, and
//! what is written `text + &other` elsewhere would not compile beside it.

#![cfg(test)]

mod axe;
mod bad_input;
mod browser;
mod import;
mod letters;
mod own;
mod site;
mod story;

use browser::Browser;
use site::Site;
use tokio::runtime::Builder;

/// Runs the body on a new demonstration with a browser; where there is none, that was said.
fn in_browser(body: impl AsyncFnOnce(&Site, &Browser)) {
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let site = Site::open().await;
        let Some(browser) = Browser::open(&site.url, 1280).await else { return };
        body(&site, &browser).await;
        browser.close().await;
    });
}
