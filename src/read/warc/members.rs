//! The members of a gzip file one after the other; a broken one is skipped, not the end.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

use crate::read::pack::Peeked;

/// Reads member after member.
pub(super) struct MemberReader<'a> {
    state: State<'a>,
}

/// One packed record is damaged; reading on gives the next one.
#[derive(Debug, thiserror::Error)]
#[error("a packed record is damaged: the archive is read on at the next one")]
pub(super) struct BrokenMember;

impl BrokenMember {
    /// The error as reported by [`MemberReader`], if it is one.
    pub fn of(error: &io::Error) -> Option<&Self> {
        error.get_ref().and_then(|e| e.downcast_ref())
    }
}

enum State<'a> {
    Between(Peeked<'a>),
    Inside(Box<GzDecoder<Peeked<'a>>>),
    Done,
}

impl<'a> MemberReader<'a> {
    pub fn new(packed: Peeked<'a>) -> Self {
        Self { state: State::Between(packed) }
    }
}

impl Read for MemberReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            match std::mem::replace(&mut self.state, State::Done) {
                State::Done => return Ok(0),
                State::Between(mut packed) => {
                    if seek_member(&mut packed)? {
                        self.state = State::Inside(Box::new(GzDecoder::new(packed)));
                    }
                }
                State::Inside(mut member) => match member.read(buffer) {
                    Ok(0) => self.state = State::Between(member.into_inner()),
                    // Reported once, so that no record runs on into the next member.
                    Err(_) => {
                        self.state = State::Between(member.into_inner());
                        return Err(io::Error::other(BrokenMember));
                    }
                    Ok(n) => {
                        self.state = State::Inside(member);
                        return Ok(n);
                    }
                },
            }
        }
    }
}

/// Goes to the next bytes that look like the head of a member; false at the end.
fn seek_member(packed: &mut Peeked<'_>) -> io::Result<bool> {
    loop {
        let ready = packed.fill_buf()?;
        if ready.is_empty() {
            return Ok(false);
        }
        match ready.iter().position(|b| *b == 0x1f) {
            Some(at) if ready[at..].len() < 3 || ready[at..].starts_with(&[0x1f, 0x8b, 8]) => {
                packed.consume(at);
                return Ok(true);
            }
            Some(at) => packed.consume(at + 1),
            None => {
                let n = ready.len();
                packed.consume(n);
            }
        }
    }
}
