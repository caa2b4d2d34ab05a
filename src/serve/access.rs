//! Access control: roles, and the tokens that grant them.
//!
//! News text is under copyright, so a reader can be limited to the metadata of an article or to a number
//! of its characters.

use std::path::{Path, PathBuf};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::serve::problem::Problem;

/// Name of the cookie with the token of a browser.
pub(super) const COOKIE: &str = "classlens_token";

/// How much a reader may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Metadata of articles: title, outlet, date, link, figures; no text.
    Metadata,
    /// At most this number of characters of an article, over all requests.
    Snippet(usize),
    /// Everything.
    Full,
    /// Everything, and may write coding sheets and saved queries.
    Coder,
}

impl Role {
    /// The name in token files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Metadata => "metadata",
            Self::Snippet(_) => "snippet",
            Self::Full => "full",
            Self::Coder => "coder",
        }
    }

    /// Whether the reader may write: codes of articles and saved queries.
    #[must_use]
    pub fn may_write(self) -> bool {
        self == Self::Coder
    }

    /// Most characters of an article's text, over all requests.
    #[must_use]
    pub fn characters(self) -> usize {
        match self {
            Self::Metadata => 0,
            Self::Snippet(n) => n,
            Self::Full | Self::Coder => usize::MAX,
        }
    }
}

/// The name of the token of a reader; empty on a server without tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ReaderName(pub(super) String);

/// Who asks for text: the role, and the name of the token under which what was seen is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reader {
    pub(super) name: String,
    pub(super) role: Role,
}

impl<S: Sync> FromRequestParts<S> for Reader {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let (name, role) = (parts.extensions.get::<ReaderName>(), parts.extensions.get::<Role>());
        let reader = name.zip(role).map(|(name, role)| Self { name: name.0.clone(), role: *role });
        reader.ok_or_else(|| Problem::ours("a request passed the guard without a reader"))
    }
}

/// Whom a request is counted for: the reader of this token, or the IP address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Caller(pub(super) String);

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let caller = parts.extensions.get::<Self>().cloned();
        caller.ok_or_else(|| Problem::ours("a request passed the guard without a caller"))
    }
}

/// Why a token file is refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AccessError {
    /// It cannot be read.
    #[error("{}: cannot be read ({reason})", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// The system error.
        reason: String,
    },
    /// Its content is invalid.
    #[error("{}: {reason}", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// What is wrong and what to do.
        reason: String,
    },
}

/// One reader.
#[derive(Debug, Clone)]
struct Token {
    name: String,
    secret: String,
    role: Role,
}

/// Who may read, and how much.
#[derive(Debug, Clone)]
pub struct Access {
    tokens: Vec<Token>,
    /// Role of requests without a token; only for readers on this machine.
    open: Option<Role>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct TokenFile {
    token: Vec<TokenLine>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct TokenLine {
    name: String,
    token: String,
    role: String,
    characters: Option<usize>,
}

/// Shortest token, in bytes.
const MIN_TOKEN_BYTES: usize = 20;
/// Characters of the role `snippet` where the file gives no number.
const DEFAULT_SNIPPET_CHARS: usize = 300;

impl Access {
    /// Everyone on this machine, with this role.
    #[must_use]
    pub fn open(role: Role) -> Self {
        Self { tokens: Vec::new(), open: Some(role) }
    }

    /// The readers listed in a TOML file: a `[[token]]` each with `name`, `token`, `role`
    /// (`metadata`, `snippet`, `full`, `coder`) and, for a snippet, `characters`.
    ///
    /// # Errors
    /// When the file cannot be read, a token is short or given twice, or a role is unknown.
    pub fn from_file(path: &Path) -> Result<Self, AccessError> {
        let text = std::fs::read_to_string(path)
            .map_err(|e| AccessError::Read { path: path.to_owned(), reason: e.to_string() })?;
        Self::from_toml(&text).map_err(|reason| AccessError::Content { path: path.to_owned(), reason })
    }

    fn from_toml(text: &str) -> Result<Self, String> {
        let file: TokenFile = toml::from_str(text).map_err(|e| e.to_string())?;
        let mut tokens: Vec<Token> = Vec::new();
        for line in file.token {
            let name = &line.name;
            let role = match (line.role.as_str(), line.characters) {
                ("snippet", n) => Role::Snippet(n.unwrap_or(DEFAULT_SNIPPET_CHARS)),
                (_, Some(_)) => return Err(format!("token `{name}`: `characters` goes with the role `snippet`")),
                ("metadata", None) => Role::Metadata,
                ("full", None) => Role::Full,
                ("coder", None) => Role::Coder,
                (other, None) => {
                    return Err(format!("token `{name}`: no role `{other}`: use metadata, snippet, full or coder"));
                }
            };
            if line.token.len() < MIN_TOKEN_BYTES || !line.token.bytes().all(|b| b.is_ascii_graphic() && b != b';') {
                return Err(format!(
                    "token `{name}`: use {MIN_TOKEN_BYTES} or more letters, digits and signs, without blanks and `;`"
                ));
            }
            if tokens.iter().any(|t| t.name == *name || t.secret == line.token) {
                return Err(format!("token `{name}`: this name or token is given twice"));
            }
            tokens.push(Token { name: line.name, secret: line.token, role });
        }
        if tokens.is_empty() {
            return Err("there is no `[[token]]`".to_owned());
        }
        Ok(Self { tokens, open: None })
    }

    /// True when a token is required.
    #[must_use]
    pub fn needs_token(&self) -> bool {
        self.open.is_none()
    }

    /// Name and role of the reader with this token; every token is compared in full.
    pub(super) fn reader(&self, token: Option<&str>) -> Option<(&str, Role)> {
        if let Some(role) = self.open {
            return Some(("", role));
        }
        let token = token?;
        let mut found = None;
        for known in &self.tokens {
            if constant_time_eq(known.secret.as_bytes(), token.as_bytes()) {
                found = Some((known.name.as_str(), known.role));
            }
        }
        found
    }
}

/// Comparison in constant time.
fn constant_time_eq(left: &[u8], right: &[u8]) -> bool {
    left.len() == right.len() && left.iter().zip(right).fold(0, |sum, (l, r)| sum | (l ^ r)) == 0
}

#[cfg(test)]
mod tests {
    use super::{Access, Role};

    fn file(role: &str) -> String {
        format!("[[token]]\nname = \"desk\"\ntoken = \"0123456789abcdefghij\"\nrole = \"{role}\"\n")
    }

    #[test]
    fn a_token_gives_its_role_and_no_other_one_does() {
        let access = Access::from_toml(&(file("snippet") + "characters = 80\n")).expect("a sound file");
        assert_eq!(access.reader(Some("0123456789abcdefghij")), Some(("desk", Role::Snippet(80))));
        for wrong in [None, Some(""), Some("0123456789abcdefghi"), Some("0123456789abcdefghiJ")] {
            assert_eq!(access.reader(wrong), None);
        }
    }

    #[test]
    fn a_wrong_file_says_what_to_do() {
        let refused = |text: &str| Access::from_toml(text).expect_err("refused");
        assert!(refused(&file("king")).contains("use metadata, snippet, full or coder"));
        assert!(refused(&(file("full") + file("full").as_str())).contains("given twice"));
        assert!(refused(&file("full").replace("0123456789", "")).contains("20 or more"));
        assert!(refused(&(file("full") + "characters = 3\n")).contains("goes with the role"));
        assert!(refused("token = []").contains("no `[[token]]`"));
    }
}
