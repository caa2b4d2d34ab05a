//! Has a command of the user's code the articles of a plan, one at a time: a language model, local or not, or anything else.
//!
//! In: a plan, a command. Out: `CODER.jsonl` beside the plan, as people's codes are kept there. Nothing is sent by this
//! program: the command gets the codebook and an article on its standard input and prints its codes.
//!
//! Always holds: an answer is one JSON object of the keys and labels that were asked for, letter for letter and with nothing
//! around it, else it is not kept and the reason is said; what is kept is on disk before the next
//! article is asked for, so that a run that is stopped goes on where it was.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use hashbrown::HashSet;
use serde_json::{Map, Value};

use crate::audit::{Audit, AuditError};
use crate::folder::replace;
use crate::present::{ArticleToCode, coding_guide};
use crate::validate::plan::{Plan, read_plan, sheet_order};
use crate::validate::{Codebook, FOCUS, LineOf, read_line, write_line};

/// What is to be coded, and by whom.
#[derive(Debug, Clone)]
pub struct CommandCoder {
    /// The plan, `plan.json`.
    pub plan: PathBuf,
    /// Name under which the codes are kept.
    pub coder: String,
    /// The command, as a shell takes it.
    pub command: String,
    /// Most articles to code now; all without it.
    pub limit: Option<usize>,
    /// Time that one article may take.
    pub timeout: Duration,
}

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodedByCommand {
    /// Articles that were coded before.
    pub n_before: usize,
    /// Whether the file ended within a line, which is left out: its article is coded again.
    pub is_cut: bool,
    /// Articles coded now.
    pub n_coded: usize,
    /// Articles without codes that can be read: id and reason.
    pub failed: Vec<(String, String)>,
    /// Articles that are left.
    pub n_left: usize,
    /// The file.
    pub file: PathBuf,
}

/// Failures one after the other that end a run: the command itself does not work.
const GIVE_UP: usize = 5;
/// How often it is looked whether the command has ended.
const STEP: Duration = Duration::from_millis(20);
/// Characters of an answer that a message shows.
const SHOWN: usize = 120;

impl Audit {
    /// Has a command code what is not coded yet; `each` hears of every article with its failure, if it failed.
    ///
    /// # Errors
    /// When the plan belongs to another audit, the file of codes has a broken line, or something cannot be read or written.
    pub fn code_by_command(
        &self,
        options: &CommandCoder,
        mut each: impl FnMut(&str, Option<&str>),
    ) -> Result<CodedByCommand, AuditError> {
        let plan = read_plan(&options.plan, &self.manifest().corpus_hash)?;
        let folder = options.plan.parent().unwrap_or(Path::new("."));
        let file = folder.join(format!("{}.jsonl", options.coder));
        let name = file.display().to_string();
        let (mut text, cut) = lines_of(&file)?;
        let mut done = HashSet::new();
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let of = LineOf { file: &name, number: at + 1, coder: &options.coder };
            let coding = read_line(line, of, &plan.codebook).map_err(|problem| AuditError::File {
                path: PathBuf::from(problem.place),
                reason: format!(": {}", problem.what),
            })?;
            done.insert(coding.id);
        }
        // What has no line end is whole, or was cut off where a copy or a disk ended.
        let of = LineOf { file: &name, number: text.lines().count() + 1, coder: &options.coder };
        let last = std::str::from_utf8(&cut).ok().and_then(|line| read_line(line, of, &plan.codebook).ok());
        let is_cut = last.is_none() && !cut.is_empty();
        if let Some(coding) = last {
            text.push_str(&write_line(&coding, &plan.codebook));
            text.push('\n');
            done.insert(coding.id);
        }
        let mut out = CodedByCommand { n_before: done.len(), is_cut, file: file.clone(), ..CodedByCommand::default() };
        let guide = self.instructions(&plan.codebook)?;
        let waiting: Vec<ArticleToCode> = self
            .own_articles(&plan, &options.coder)?
            .into_iter()
            .filter(|article| !done.contains(&article.id))
            .collect();
        let limit = options.limit.unwrap_or(usize::MAX);
        let mut in_a_row = 0;
        for article in waiting.iter().take(limit) {
            match answer_of(options, &guide, article, &plan.codebook) {
                Ok(line) => {
                    text.push_str(&line);
                    text.push('\n');
                    replace(&file, &text)?;
                    (out.n_coded, in_a_row) = (out.n_coded + 1, 0);
                    each(&article.id, None);
                }
                Err(reason) => {
                    each(&article.id, Some(&reason));
                    out.failed.push((article.id.clone(), reason));
                    in_a_row += 1;
                    if in_a_row == GIVE_UP {
                        break;
                    }
                }
            }
        }
        out.n_left = waiting.len() - out.n_coded;
        Ok(out)
    }

    /// The articles of a coder of the plan; all of the plan for one whom it does not name.
    fn own_articles(&self, plan: &Plan, coder: &str) -> Result<Vec<ArticleToCode>, AuditError> {
        let is_named = plan.documents.iter().any(|document| document.coders.iter().any(|name| name == coder));
        if is_named {
            return self.articles_to_code(plan, coder);
        }
        let mut open = plan.clone();
        open.documents.iter_mut().for_each(|document| document.coders = vec![coder.to_owned()]);
        debug_assert_eq!(sheet_order(&open.documents, coder, open.seed).len(), open.documents.len());
        self.articles_to_code(&open, coder)
    }

    /// The codebook, and how to answer.
    fn instructions(&self, codebook: &Codebook) -> Result<String, AuditError> {
        let about = &self.given_lexicon()?.about;
        let mut out = String::from("Code a news article by this codebook.\n\n");
        for definition in coding_guide(codebook, about) {
            out.extend([&*definition.term, ": ", &*definition.text, "\n\n"]);
        }
        out.push_str("Answer with one JSON object and nothing else. Its keys, and the labels each takes:\n");
        for variable in asked(codebook) {
            let needed = if is_needed(&variable.name) { "" } else { " (may be left out)" };
            out.extend(["  \"", &*variable.name, "\": ", &*variable.labels.join(" | "), needed, "\n"]);
        }
        out.push_str("  \"proposals\": a list of the kinds discussed, [] for none: ");
        out.push_str(&codebook.proposals.join(", "));
        out.push_str("\n  \"note\": a text, if you have a doubt (may be left out)\n");
        Ok(out)
    }
}

/// The whole lines of a file of codes, and what is after the last line end.
fn lines_of(file: &Path) -> Result<(String, Vec<u8>), AuditError> {
    let mut bytes = match std::fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    let cut = bytes.split_off(bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1));
    let text = String::from_utf8(bytes)
        .map_err(|error| AuditError::File { path: file.to_owned(), reason: format!(": is not UTF-8 ({error})") })?;
    Ok((text, cut))
}

/// The variables that are asked one by one; the focus follows from the attentions, and proposals are a list.
fn asked(codebook: &Codebook) -> impl Iterator<Item = &crate::validate::Variable> {
    codebook.variables.iter().filter(|v| v.name != FOCUS && !v.name.starts_with("proposal_"))
}

fn is_needed(name: &str) -> bool {
    !name.starts_with("acknowledgement_")
}

/// The line of codes that the command gives for an article.
fn answer_of(
    options: &CommandCoder,
    guide: &str,
    article: &ArticleToCode,
    codebook: &Codebook,
) -> Result<String, String> {
    let asked_for = format!("{guide}\nTitle: {}\n\n{}\n", article.title, article.body);
    let printed = run(&options.command, asked_for, options.timeout)?;
    let shown: String = printed.trim().chars().take(SHOWN).collect();
    let Keys(keys) = serde_json::from_str(&printed)
        .map_err(|error| format!("the answer is no JSON object and nothing else ({error}): `{shown}`"))?;
    let known =
        |key: &str| key == "proposals" || key == "note" || key == FOCUS || asked(codebook).any(|v| v.name == key);
    let mut object = Map::new();
    for (key, value) in keys {
        if !known(&key) {
            return Err(format!("the answer has the key `{key}`, which was not asked for"));
        }
        if let Some(wanted) = other_type(&key, &value, codebook).or_else(|| other_label(&key, &value, codebook)) {
            return Err(format!("`{key}` is {value}: write {wanted}"));
        }
        if object.contains_key(&key) {
            return Err(format!("the answer has `{key}` twice"));
        }
        object.insert(key, value);
    }
    if let Some(missing) = asked(codebook).find(|v| is_needed(&v.name) && !object.contains_key(&v.name)) {
        return Err(format!("the answer lacks `{}`", missing.name));
    }
    if !object.contains_key("proposals") {
        return Err("the answer lacks the list `proposals`".to_owned());
    }
    object.insert("id".to_owned(), article.id.clone().into());
    let line = serde_json::to_string(&object).map_err(|error| error.to_string())?;
    let of = LineOf { file: "answer", number: 1, coder: &options.coder };
    let coding = read_line(&line, of, codebook).map_err(|problem| problem.what)?;
    Ok(write_line(&coding, codebook))
}

/// What the value of a key must be, where it is of another type: a code that is a number is no text, and no `2.0`.
fn other_type(key: &str, value: &Value, codebook: &Codebook) -> Option<String> {
    let (is_right, wanted) = if key == "proposals" {
        (value.as_array().is_some_and(|items| items.iter().all(Value::is_string)), "a list of texts")
    } else if codebook.variable(key).is_some_and(|variable| variable.labels.iter().all(|label| is_number(label))) {
        (value.is_u64(), "a whole number, without quotes and point")
    } else {
        (value.is_string(), "a text")
    };
    (!is_right).then(|| wanted.to_owned())
}

fn is_number(label: &str) -> bool {
    label.parse::<u8>().is_ok()
}

/// What the value of a key of the right type must be, where it is no label of the codebook letter for letter, as people's
/// codes need not be.
fn other_label(key: &str, value: &Value, codebook: &Codebook) -> Option<String> {
    if let Some(items) = value.as_array() {
        let kinds: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
        let is_once = |(at, kind): (usize, &&str)| !kinds[..at].contains(kind);
        let is_right = kinds.iter().all(|kind| codebook.proposals.iter().any(|known| known == kind))
            && kinds.iter().enumerate().all(is_once);
        return (!is_right).then(|| format!("each once, some of {}", codebook.proposals.join(", ")));
    }
    let variable = codebook.variable(key)?;
    let said = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    (!variable.labels.contains(&said)).then(|| format!("one of {}", variable.labels.join(", ")))
}

/// The keys of a JSON object as they are written, each as often as it is there.
struct Keys(Vec<(String, Value)>);

impl<'de> serde::Deserialize<'de> for Keys {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Keys(Vec::new()))
    }
}

impl<'de> serde::de::Visitor<'de> for Keys {
    type Value = Self;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(mut self, mut map: A) -> Result<Self, A::Error> {
        while let Some(entry) = map.next_entry()? {
            self.0.push(entry);
        }
        Ok(self)
    }
}

/// What a command prints, given `input`.
fn run(command: &str, input: String, timeout: Duration) -> Result<String, String> {
    let shell = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut shell_command = Command::new(shell.0);
    // A group of its own, so that what the shell starts ends with it.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut shell_command, 0);
    let mut child = shell_command
        .args([shell.1, command])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("the command cannot be started ({error})"))?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    // Both ends at once: a command may print before it has read everything.
    let writing = std::thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(input.as_bytes())));
    let reading = std::thread::spawn(move || {
        let mut text = String::new();
        stdout.map(|mut stdout| std::io::Read::read_to_string(&mut stdout, &mut text)).transpose().map(|_| text)
    });
    let status = wait(&mut child, timeout)?;
    drop(writing.join());
    let printed = reading.join().map_err(|_| "the answer cannot be read".to_owned())?;
    if !status.success() {
        return Err(format!("the command ended with {status}"));
    }
    printed.map_err(|error| format!("the answer cannot be read ({error})"))
}

/// Ends a command and what it started.
fn end(child: &mut Child) {
    if cfg!(unix) {
        drop(Command::new("kill").args(["-KILL", "--", &format!("-{}", child.id())]).status());
    }
    drop(child.kill());
    drop(child.wait());
}

/// Waits for the end of a command, and ends it when its time is over.
fn wait(child: &mut Child, timeout: Duration) -> Result<std::process::ExitStatus, String> {
    let started = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) if started.elapsed() > timeout => {
                end(child);
                return Err(format!("the command took longer than {} seconds", timeout.as_secs()));
            }
            Ok(None) => std::thread::sleep(STEP),
            Err(error) => return Err(error.to_string()),
        }
    }
}
