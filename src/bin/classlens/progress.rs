//! Progress bars on standard error, only when it is a terminal.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use classlens::pipeline::Counters;
use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

const TICK: Duration = Duration::from_millis(100);

/// Runs `work` while bars for bytes read and documents written follow its counters.
pub fn with_bars<T>(quiet: bool, total_bytes: u64, counters: &Counters, work: impl FnOnce() -> T) -> T {
    if quiet || !std::io::stderr().is_terminal() {
        return work();
    }
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| draw(total_bytes, counters, &done));
        let result = work();
        done.store(true, Ordering::Relaxed);
        result
    })
}

fn draw(total_bytes: u64, counters: &Counters, done: &AtomicBool) {
    let style = |template: &str| ProgressStyle::with_template(template).expect("the template is sound");
    let bars = MultiProgress::new();
    let bytes = bars.add(ProgressBar::new(total_bytes));
    bytes.set_style(style("read      {bar:32} {bytes}/{total_bytes} {eta}"));
    let documents = bars.add(ProgressBar::new_spinner());
    documents.set_style(style("articles  {human_pos} {per_sec}"));
    while !done.load(Ordering::Relaxed) {
        bytes.set_position(counters.bytes.load(Ordering::Relaxed));
        documents.set_position(counters.documents.load(Ordering::Relaxed));
        std::thread::sleep(TICK);
    }
    bytes.finish_and_clear();
    documents.finish_and_clear();
}
