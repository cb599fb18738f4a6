//! A browser that is driven: Chromium without a window, on a profile of its own, that reaches nothing but this machine.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use huzhu::clock::Now;
use tempfile::TempDir;
use thirtyfour::LoggingPrefsLogLevel;
use thirtyfour::prelude::*;

const DRIVER: &str = "/usr/bin/chromedriver";
const CHROMIUM: &str = "/usr/bin/chromium";
/// Milliseconds until something must have come about.
const PATIENCE: i64 = 30_000;

const FLAGS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/// A browser at one site.
pub struct Browser {
    pub driver: WebDriver,
    pub site: String,
    process: Child,
    _profile: TempDir,
}

impl Browser {
    /// A new browser with a window so many pixels wide; below 600 it is a phone's. None where there is no browser: that
    /// is said.
    pub async fn open(site: &str, width: u32) -> Option<Self> {
        if !std::path::Path::new(DRIVER).exists() || !std::path::Path::new(CHROMIUM).exists() {
            eprintln!("SKIPPED: {CHROMIUM} or {DRIVER} is missing: apt-get install chromium chromium-driver");
            return None;
        }
        let (process, port) = driver();
        let profile = tempfile::tempdir().unwrap();
        let mut caps = DesiredCapabilities::chrome();
        for flag in FLAGS {
            caps.add_arg(flag).unwrap();
        }
        caps.set_binary(CHROMIUM).unwrap();
        caps.add_arg(&format!("--user-data-dir={}", profile.path().display())).unwrap();
        caps.add_arg(&format!("--window-size={width},900")).unwrap();
        caps.set_browser_log_level(LoggingPrefsLogLevel::All).unwrap();
        if width < 600 {
            let metrics =
                serde_json::json!({ "deviceMetrics": { "width": width, "height": 2_400, "pixelRatio": 1 } });
            caps.add_experimental_option("mobileEmulation", metrics).unwrap();
        }
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), caps).await.unwrap();
        Some(Self { driver, site: site.to_owned(), process, _profile: profile })
    }

    /// Goes to a page.
    pub async fn go(&self, path: &str) {
        self.driver.goto(format!("{}{path}", self.site)).await.unwrap();
    }

    /// Is somebody of the demonstration from now on.
    pub async fn enter(&self, login: &str) {
        self.driver.delete_all_cookies().await.unwrap();
        self.go("/sign-in").await;
        self.run(&format!(
            "document.querySelector('input[name=login][value=\"{login}\"]').form.requestSubmit()"
        ))
        .await;
        self.until("!location.pathname.startsWith('/sign-in')").await;
    }

    /// Runs a script.
    pub async fn run(&self, script: &str) -> serde_json::Value {
        self.driver.execute(script, vec![]).await.unwrap().json().clone()
    }

    /// Waits until an expression holds on the page.
    pub async fn until(&self, holds: &str) {
        let begun = Now::read();
        let script = format!("return document.readyState === 'complete' && !!({holds})");
        loop {
            // While a page goes away there is nobody to answer.
            let answer = self.driver.execute(script.as_str(), vec![]).await;
            if answer.is_ok_and(|answer| answer.json() == &serde_json::Value::Bool(true)) {
                return;
            }
            assert!(
                Now::read().ms_since(begun) < PATIENCE,
                "{holds} did not come about at {}: {}",
                self.driver.current_url().await.unwrap(),
                self.text("body").await
            );
        }
    }

    /// Waits for a text anywhere in an element.
    pub async fn until_says(&self, css: &str, text: &str) {
        let holds = format!(
            "[...document.querySelectorAll('{css}')].some((one) => one.innerText.includes('{text}'))"
        );
        self.until(&holds).await;
    }

    /// Puts a text into a field, as keys are pressed.
    pub async fn fill(&self, name: &str, text: &str) {
        let field = self.driver.find(By::Css(format!("main [name='{name}']"))).await.unwrap();
        if field.tag_name().await.unwrap() == "select" {
            let set = format!(
                "const field = document.querySelector(\"main [name='{name}']\"); field.value = '{text}'; \
                 field.dispatchEvent(new Event('change', {{ bubbles: true }}))"
            );
            self.run(&set).await;
            return;
        }
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// What stands in a field.
    pub async fn value(&self, name: &str) -> String {
        let value = self.run(&format!("return document.querySelector(\"main [name='{name}']\").value")).await;
        value.as_str().unwrap_or_default().to_owned()
    }

    /// Clicks what can be seen and is covered by nothing. All in one step: while an answer comes in, what stands below it
    /// moves, and a click that is aimed first and done later would miss it.
    pub async fn click(&self, css: &str) {
        let script = format!(
            "const one = document.querySelector({css:?}); if (!one) return 'is not there'; \
             one.scrollIntoView({{ block: 'center' }}); const box = one.getClientRects()[0]; \
             if (!box) return 'cannot be seen'; \
             const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2); \
             if (at !== one && !one.contains(at)) return 'is covered by ' + at?.outerHTML; \
             one.focus(); one.click(); return ''"
        );
        assert_eq!(self.run(&script).await, "", "{css}");
    }

    /// Prefers dark colours from now on.
    pub async fn darken(&self) {
        let dark = serde_json::json!({ "features": [{ "name": "prefers-color-scheme", "value": "dark" }] });
        self.driver.cdp().send_raw("Emulation.setEmulatedMedia", dark).await.unwrap();
    }

    /// Chooses a file.
    pub async fn choose(&self, css: &str, file: &std::path::Path) {
        let field = self.driver.find(By::Css(css)).await.unwrap();
        field.send_keys(file.to_str().unwrap()).await.unwrap();
    }

    /// The page on A4, with the margins that its style has, as a PDF.
    pub async fn on_paper(&self) -> Vec<u8> {
        let a4 = serde_json::json!({
            "page": { "width": 21, "height": 29.7 },
            "margin": { "top": 2, "bottom": 2, "left": 1.8, "right": 1.8 },
        });
        self.driver.print_page(serde_json::from_value(a4).unwrap()).await.unwrap()
    }

    /// What an element says.
    pub async fn text(&self, css: &str) -> String {
        let text = self.run(&format!("return document.querySelector(\"{css}\")?.innerText ?? ''")).await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Everything that the page loaded came from the site.
    pub async fn is_at_home(&self) {
        let names = self.run("return performance.getEntriesByType('resource').map((one) => one.name)").await;
        for name in names.as_array().unwrap() {
            assert!(name.as_str().unwrap().starts_with(&self.site), "{name} is loaded from elsewhere");
        }
    }

    /// What was said on the console that is an error: pages that say themselves what is wrong (such as 404) aside.
    pub async fn errors(&self) -> Vec<String> {
        let said = self.driver.browser_log().await.unwrap();
        // A question that was under way when the page went away is given up, which htmx says aloud.
        let fine =
            ["the server responded with a status of 4", "[DOM]", "htmx:sendAbort", "htmx:afterRequest"];
        let is_error = |message: &str| !fine.iter().any(|known| message.contains(known));
        said.into_iter()
            .filter(|one| format!("{:?}", one.level).to_lowercase().contains("severe"))
            .map(|one| one.message)
            .filter(|message| is_error(message))
            .collect()
    }

    /// Closes it, after a last look at what it said.
    pub async fn close(mut self) {
        let errors = self.errors().await;
        self.driver.clone().quit().await.unwrap();
        drop(self.process.kill());
        drop(self.process.wait());
        assert!(errors.is_empty(), "{errors:?}");
    }
}

/// Where a test failed, the browser ends as well: its driver is asked to, and it takes its browser with it.
impl Drop for Browser {
    fn drop(&mut self) {
        if self.process.try_wait().is_ok_and(|ended| ended.is_none()) {
            let id = self.process.id().to_string();
            drop(Command::new("kill").args(["-TERM", &id]).status());
            drop(self.process.wait());
        }
    }
}

/// A driver on a port of its own.
fn driver() -> (Child, u16) {
    let mut process =
        Command::new(DRIVER).arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let port = lines
        .map_while(Result::ok)
        .find_map(|line| line.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok());
    (process, port.expect("the driver says its port"))
}
