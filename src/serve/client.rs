//! Whose request it is: the address of the client, and whether the client came by HTTPS.
//!
//! A server that is reached directly knows the address of the connection. With a proxy on the same machine every connection
//! comes from that machine: then, and only then, the proxy's headers say who asks.

use std::net::IpAddr;

use axum::http::HeaderMap;

use crate::serve::connection::{Clients, Peer, counted_as};

/// Who sent a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Client {
    /// What the address is counted as.
    pub(super) ip: IpAddr,
    pub(super) is_https: bool,
}

impl Client {
    /// The client of a request. Headers count only from a proxy on this machine, and of the addresses in them the last: a
    /// proxy appends what it sees, and all before is what the client says of itself.
    pub(super) fn of(clients: Clients, peer: Peer, headers: &HeaderMap) -> Self {
        let peer = peer.0.ip().to_canonical();
        if clients == Clients::Direct || !peer.is_loopback() {
            return Self { ip: counted_as(peer), is_https: false };
        }
        let last =
            |name: &str| headers.get_all(name).iter().next_back().and_then(|v| v.to_str().ok()?.rsplit(',').next());
        let forwarded = last("x-forwarded-for").and_then(|ip| ip.trim().parse::<IpAddr>().ok());
        Self {
            ip: counted_as(forwarded.unwrap_or(peer)),
            is_https: last("x-forwarded-proto").is_some_and(|scheme| scheme.trim().eq_ignore_ascii_case("https")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Client;
    use crate::serve::connection::{Clients, Peer};
    use axum::http::{HeaderMap, HeaderValue};

    #[track_caller]
    fn check(clients: Clients, peer: &str, forwarded: &str, expected: &str, is_https: bool) {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_str(forwarded).expect("a header"));
        headers.insert("x-forwarded-proto", HeaderValue::from_static("https"));
        let peer = Peer(peer.parse().expect("an address"));
        let client = Client::of(clients, peer, &headers);
        assert_eq!((client.ip.to_string().as_str(), client.is_https), (expected, is_https));
    }

    #[test]
    fn only_a_proxy_on_this_machine_says_who_asks() {
        check(Clients::BehindProxy, "127.0.0.1:9", "203.0.113.9", "203.0.113.9", true);
        check(Clients::BehindProxy, "[::1]:9", "198.51.100.1, 203.0.113.9", "203.0.113.9", true);
        check(Clients::BehindProxy, "127.0.0.1:9", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::", true);
        check(Clients::BehindProxy, "127.0.0.1:9", "::ffff:203.0.113.9", "203.0.113.9", true);
        check(Clients::Direct, "[2001:db8:1:2:3:4:5:6]:9", "203.0.113.9", "2001:db8:1:2::", false);
        check(Clients::BehindProxy, "127.0.0.1:9", "unknown", "127.0.0.1", true);
        check(Clients::BehindProxy, "203.0.113.1:9", "198.51.100.1", "203.0.113.1", false);
        check(Clients::Direct, "127.0.0.1:9", "203.0.113.9", "127.0.0.1", false);
    }
}
