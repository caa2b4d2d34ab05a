//! A browser and a server to look at, both gone at the end of a test.

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use classlens::lexicon::Lexicon;
use classlens::serve::{Access, Clients, Log, OpenAudit, REQUEST_TIMEOUT, Role, ServeOptions, serve};
use thirtyfour::prelude::*;
use thirtyfour::{ChromiumLikeCapabilities, LoggingPrefsLogLevel, TypingData, WebElement};

/// How long anything may take to appear.
const WAIT: Duration = Duration::from_secs(30);
/// For work that a page reports.
const LONG: Duration = Duration::from_mins(1);

/// How a page is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    Light,
    Dark,
    Narrow,
    NoScript,
    /// As wide as a picture of the README.
    Picture,
}

/// A browser over a server with the sample corpus.
pub struct Browser {
    pub driver: WebDriver,
    process: Process,
    address: SocketAddr,
    /// Pages that were asked to fail.
    failed: std::cell::Cell<usize>,
}

/// A process that ends with its owner.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Browser {
    pub async fn open(look: Look) -> WebDriverResult<Self> {
        let (address, _) = *served();
        let port = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port();
        let child = Command::new("chromedriver").arg(format!("--port={port}")).stdout(Stdio::null()).spawn();
        let process = Process(child.expect("chromedriver is installed"));
        let mut wanted = DesiredCapabilities::chrome();
        for arg in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] {
            wanted.add_arg(arg)?;
        }
        wanted.add_arg(match look {
            Look::Narrow => "--window-size=500,800",
            Look::Picture => "--window-size=1200,760",
            Look::Light | Look::Dark | Look::NoScript => "--window-size=1280,1000",
        })?;
        if look == Look::Picture {
            wanted.add_arg("--hide-scrollbars")?;
        }
        let scheme = if look == Look::Dark { 0 } else { 1 };
        wanted.add_arg(&format!("--blink-settings=preferredColorScheme={scheme}"))?;
        if look == Look::NoScript {
            let off = serde_json::json!({ "profile.managed_default_content_settings.javascript": 2 });
            wanted.add_experimental_option("prefs", off)?;
        }
        wanted.set_browser_log_level(LoggingPrefsLogLevel::All)?;
        let started = Instant::now();
        let driver = loop {
            match WebDriver::new(format!("http://127.0.0.1:{port}"), wanted.clone()).await {
                Ok(driver) => break driver,
                Err(error) if started.elapsed() > WAIT => return Err(error),
                Err(_) => tokio::time::sleep(Duration::from_millis(200)).await,
            }
        };
        driver.set_script_timeout(WAIT).await?;
        Ok(Self { driver, process, address, failed: std::cell::Cell::new(0) })
    }

    pub async fn visit(&self, target: &str) -> WebDriverResult<()> {
        if target == "/nothing" || target.contains("%22open") {
            self.failed.set(self.failed.get() + 1);
        }
        self.driver.goto(format!("http://{}{target}", self.address)).await
    }

    /// Opens the report of the audit that is served from disk, with all that it folds away.
    pub async fn visit_report(&self) -> WebDriverResult<()> {
        self.driver.goto(format!("file://{}", served().1.display())).await?;
        let open = "document.querySelectorAll('details').forEach((folded) => { folded.open = true })";
        self.driver.execute(open, vec![]).await.map(|_| ())
    }

    /// The codes of a coder of a plan as they are on disk.
    pub fn codes(plan: &str, coder: &str) -> Vec<serde_json::Value> {
        let folder =
            served().1.parent().and_then(Path::parent).expect("the report is in the audit, the audit in a folder");
        let text = std::fs::read_to_string(folder.join(plan).join(format!("{coder}.jsonl"))).unwrap_or_default();
        text.lines().map(|line| serde_json::from_str(line).expect("a line of codes")).collect()
    }

    /// Waits until the page reports no work any more.
    pub async fn settle(&self) -> WebDriverResult<()> {
        let started = Instant::now();
        while !self.all("[data-working]").await?.is_empty() {
            assert!(started.elapsed() < LONG, "{} still works", self.driver.current_url().await?);
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        self.find("main").await.map(|_| ())
    }

    pub async fn find(&self, css: &str) -> WebDriverResult<WebElement> {
        let started = Instant::now();
        loop {
            match self.driver.find(By::Css(css)).await {
                Err(_) if started.elapsed() < WAIT => tokio::time::sleep(Duration::from_millis(50)).await,
                found => return found,
            }
        }
    }

    pub async fn all(&self, css: &str) -> WebDriverResult<Vec<WebElement>> {
        self.driver.find_all(By::Css(css)).await
    }

    pub async fn texts(&self, css: &str) -> WebDriverResult<Vec<String>> {
        let mut out = Vec::new();
        for element in self.all(css).await? {
            out.push(element.text().await?);
        }
        Ok(out)
    }

    /// Types into a field and sends the form.
    pub async fn type_into(&self, css: &str, text: &str) -> WebDriverResult<()> {
        let field = self.find(css).await?;
        field.send_keys(text).await?;
        self.leave_by(field.send_keys(Key::Enter)).await
    }

    /// Does what leads to another page, and waits until this one is gone: the browser answers before
    /// it leaves, and what is looked for next may be on the old page too.
    pub async fn leave_by(&self, deed: impl Future<Output = WebDriverResult<()>>) -> WebDriverResult<()> {
        let page = self.find("html").await?;
        deed.await?;
        let started = Instant::now();
        while page.tag_name().await.is_ok() {
            assert!(started.elapsed() < WAIT, "{} is still there", self.driver.current_url().await?);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        self.find("main").await.map(|_| ())
    }

    /// Presses keys wherever the focus is.
    pub async fn press(&self, keys: impl Into<TypingData>) -> WebDriverResult<()> {
        self.driver.action_chain().send_keys(keys).perform().await
    }

    pub async fn focused(&self) -> WebDriverResult<WebElement> {
        self.driver.active_element().await
    }

    /// Articles found, as the page says.
    pub async fn count(&self) -> WebDriverResult<u64> {
        let text = self.find(".count strong").await?.text().await?;
        Ok(text.parse().expect("a count"))
    }

    pub async fn wait_for_address(&self, part: &str) -> WebDriverResult<()> {
        let started = Instant::now();
        while !self.driver.current_url().await?.as_str().contains(part) {
            assert!(started.elapsed() < WAIT, "{} holds {part}", self.driver.current_url().await?);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    }

    /// Ends the browser after so many forms that were refused as they should be.
    pub async fn close_after(self, refused: usize) -> WebDriverResult<()> {
        self.failed.set(self.failed.get() + refused);
        self.close().await
    }

    /// Ends the browser; nothing may be on its console but the pages that were asked to fail.
    pub async fn close(self) -> WebDriverResult<()> {
        let log = self.driver.browser_log().await?;
        let told: Vec<&str> = log.iter().map(|entry| entry.message.as_str()).collect();
        let (expected, other): (Vec<&str>, Vec<&str>) =
            told.into_iter().partition(|message| message.contains("the server responded with a status of 4"));
        self.driver.quit().await?;
        assert!(other.is_empty(), "the console says {other:?}");
        assert!(expected.len() <= self.failed.get(), "the console says {expected:?}");
        drop(self.process);
        Ok(())
    }
}

/// Codes every article of a plan for both coders, who do not always agree.
fn code(plan: &Path) {
    let text = std::fs::read_to_string(plan.join("plan.json")).expect("there is a plan");
    let planned: serde_json::Value = serde_json::from_str(&text).expect("the plan is JSON");
    let documents = planned["documents"].as_array().expect("documents");
    for (place, coder) in ["ann", "ben"].iter().enumerate() {
        let line = |(at, document): (usize, &serde_json::Value)| {
            let attention = serde_json::json!({"professional": 0, "middle": (at + place) % 3, "low_wage": at % 4});
            let id = &document["id"];
            serde_json::json!({"id": id, "coder": coder, "attention": attention, "headline_scope": "none"}).to_string()
        };
        let lines: Vec<String> = documents.iter().enumerate().map(line).collect();
        std::fs::write(plan.join(format!("{coder}.jsonl")), lines.join("\n")).expect("the folder can be written");
    }
}

/// Serves an audit of the sample corpus and plans of it until the tests end; its report lies in its folder.
fn served() -> &'static (SocketAddr, PathBuf) {
    static SERVED: OnceLock<(SocketAddr, PathBuf)> = OnceLock::new();
    SERVED.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        classlens(folder.path(), &["audit", "--quiet"]);
        classlens(folder.path(), &["report", "audit"]);
        let report = folder.path().join("audit/report.html");
        let audit = OpenAudit::open(&folder.path().join("audit"), Lexicon::embedded()).expect("the audit opens");
        let all = [
            ("keys", "ann,ben", "0.5", "4"),
            ("plain", "cay", "0", "4"),
            ("coded", "ann,ben", "1", "4"),
            ("scrolled", "dee", "0", "20"),
            ("again", "eve", "0", "6"),
        ];
        for (name, coders, overlap, size) in all {
            let plan = [
                "gold",
                "plan",
                "audit",
                "-o",
                name,
                "--size",
                size,
                "--allocation",
                "proportional",
                "--coders",
                coders,
                "--overlap",
                overlap,
            ];
            classlens(folder.path(), &plan);
        }
        code(&folder.path().join("coded"));
        let plans = ["keys", "plain", "coded", "scrolled", "again"].map(|name| folder.path().join(name));
        let audit = audit.with_plans(&plans).expect("the plans are of this audit");
        let (sender, receiver) = std::sync::mpsc::channel();
        let address = SocketAddr::from(([127, 0, 0, 1], 0));
        let log = Log::new(|line| eprintln!("{line}"));
        let options = ServeOptions {
            log,
            address,
            access: Access::open(Role::Coder),
            clients: Clients::Direct,
            rate: None,
            request_timeout: REQUEST_TIMEOUT,
        };
        std::thread::spawn(move || {
            let _folder = folder;
            serve(audit, options, |address| sender.send(address).expect("somebody waits"))
        });
        (receiver.recv().expect("the server listens"), report)
    })
}

fn classlens(folder: &Path, args: &[&str]) {
    let mut command = assert_cmd::Command::cargo_bin("classlens").expect("the binary is built");
    command.current_dir(folder).args(args).assert().success();
}
