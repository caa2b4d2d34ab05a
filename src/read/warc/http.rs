//! Takes an HTTP answer apart: status, type, body without chunks and packings.

use std::io::Read;

/// An answer.
#[derive(Debug)]
pub(super) struct HttpResponse {
    pub status: u16,
    pub content_type: String,
    pub body: Vec<u8>,
}

/// Parses an answer whose unpacked body may take `bound` bytes.
///
/// # Errors
/// The reason it is refused.
pub(super) fn parse(content: &[u8], bound: usize) -> Result<HttpResponse, String> {
    let (head, body) = split_head(content);
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let status_line = lines.next().unwrap_or("");
    if !status_line.starts_with("HTTP") {
        return Err("not an HTTP answer: the record has no status line".into());
    }
    let status = status_line.split_whitespace().nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
    let (mut content_type, mut encoding, mut is_chunked) = (String::new(), String::new(), false);
    for line in lines {
        let Some((name, value)) = line.split_once(':') else { continue };
        let value = value.trim().to_ascii_lowercase();
        match name.trim().to_ascii_lowercase().as_str() {
            "content-type" => content_type = value,
            "content-encoding" => encoding = value,
            "transfer-encoding" => is_chunked = value.contains("chunked"),
            _ => {}
        }
    }
    let body = if is_chunked { dechunked(body) } else { body.to_vec() };
    let body = unpacked(&encoding, body, bound)?;
    Ok(HttpResponse { status, content_type, body })
}

/// The charset a content type names.
pub(super) fn charset_of(content_type: &str) -> Option<String> {
    let value = content_type.split_once("charset=")?.1;
    let name = value.split([';', ',', ' ']).next()?.trim_matches(['"', '\'']);
    Some(name.to_owned()).filter(|n| !n.is_empty())
}

fn split_head(content: &[u8]) -> (&[u8], &[u8]) {
    let find = |mark: &[u8]| content.windows(mark.len()).position(|w| w == mark).map(|at| (at, at + mark.len()));
    let (crlf, lf) = (find(b"\r\n\r\n"), find(b"\n\n"));
    let cut = match (crlf, lf) {
        (Some(a), Some(b)) => Some(if a.0 < b.0 { a } else { b }),
        (a, b) => a.or(b),
    };
    cut.map_or((content, &[]), |(end, start)| (&content[..end], &content[start..]))
}

/// The body without chunk lengths; as it stands where it has none, as some archives store it.
fn dechunked(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some(end) = rest.iter().take(80).position(|b| *b == b'\n') {
        let line = String::from_utf8_lossy(&rest[..end]);
        let Ok(length) = usize::from_str_radix(line.trim().split(';').next().unwrap_or("").trim(), 16) else { break };
        if length == 0 {
            return out;
        }
        rest = &rest[end + 1..];
        let taken = length.min(rest.len());
        out.extend_from_slice(&rest[..taken]);
        rest = &rest[taken..];
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
    // What cannot be cut into chunks is kept as it stands.
    out.extend_from_slice(rest);
    out
}

fn unpacked(encoding: &str, body: Vec<u8>, bound: usize) -> Result<Vec<u8>, String> {
    let mut plain = Vec::new();
    let limit = bound as u64 + 1;
    let is_gzip = body.starts_with(&[0x1f, 0x8b]);
    let failed = match encoding {
        _ if is_gzip => flate2::read::MultiGzDecoder::new(&*body).take(limit).read_to_end(&mut plain).is_err(),
        "deflate" if body.starts_with(&[0x78]) => {
            flate2::read::ZlibDecoder::new(&*body).take(limit).read_to_end(&mut plain).is_err()
        }
        "deflate" => flate2::read::DeflateDecoder::new(&*body).take(limit).read_to_end(&mut plain).is_err(),
        "zstd" => {
            zstd::Decoder::with_buffer(&*body).map_err(|e| e.to_string())?.take(limit).read_to_end(&mut plain).is_err()
        }
        "br" if std::str::from_utf8(&body).is_err() => {
            return Err("the page is packed with brotli, which classlens does not read: unpack it when fetching".into());
        }
        // Many archives store bodies unpacked under the old header.
        _ => return Ok(body),
    };
    if plain.len() > bound {
        return Err(crate::read::lines::too_long(plain.len(), bound));
    }
    if failed && plain.is_empty() {
        return Err("the packed page is damaged: fetch it again".into());
    }
    Ok(plain)
}
