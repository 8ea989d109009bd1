//! Server: push, the places messages go to. A phone names its push service by itself, so the address is a stranger's: only
//! `https`, and never a machine of one's own network, neither by number nor by a name that leads there.

use axum::http::Uri;
use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
};

/// Letters of an address at most.
const LONGEST: usize = 1_024;

/// An address that messages may go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The whole address.
    pub uri: Uri,
    /// Scheme, host and port: who the push service is.
    pub origin: String,
}

impl Place {
    /// Reads an address; `None` if nothing may be sent there. With `loopback` also this very machine, without TLS (tests).
    pub fn of(address: &str, loopback: bool) -> Option<Self> {
        let fits = address.len() <= LONGEST && address.bytes().all(|letter| letter.is_ascii_graphic());
        let uri: Uri = address.parse().ok().filter(|_| fits)?;
        let (scheme, authority) = (uri.scheme_str()?, uri.authority()?);
        let host = authority.host();
        // Somebody's name or password in front of the host, or a dot at its end, only serve to be misread.
        if host.is_empty() || host.ends_with('.') || authority.as_str().contains('@') {
            return None;
        }
        let number: Option<IpAddr> = host.trim_matches(['[', ']']).parse().ok();
        let here = loopback && number.is_some_and(|number| number.is_loopback());
        let named = number.is_none() && host.contains('.') && !host.ends_with(".local") && !host.ends_with(".internal");
        let public = named || number.is_some_and(is_public);
        let origin = format!("{scheme}://{authority}");
        ((scheme == "https" && public) || here).then_some(Self { uri, origin })
    }
}

/// Where a name leads, without the machines of one's own network.
///
/// # Errors
/// When it leads nowhere else.
pub async fn resolve(name: String) -> io::Result<std::vec::IntoIter<SocketAddr>> {
    let found = tokio::net::lookup_host((name, 0)).await?;
    let found: Vec<SocketAddr> = found.filter(|address| is_public(address.ip())).collect();
    if found.is_empty() { Err(io::Error::other("the name leads to no public address")) } else { Ok(found.into_iter()) }
}

/// Whether an address is one of the public net.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = matches!(
        (a, b, c),
        (0 | 10 | 127 | 224..=255, ..)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 168, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    );
    !special
}

/// The net of today and nothing that leads back into an old one: 2000::/3 without documentation, Teredo and 6to4.
fn is_public_v6(address: Ipv6Addr) -> bool {
    match address.segments() {
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x2002, ..] => false,
        [0x3fff, 0..=0xfff, ..] => false,
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn messages_go_to_push_services_and_nowhere_near_home() {
        for good in [
            "https://fcm.googleapis.com/fcm/send/abc:def",
            "https://updates.push.services.mozilla.com/wpush/v2/gAAA",
            "https://web.push.apple.com/QGx",
            "https://push.example.org:8443/x?y=z",
            "https://[2606:4700::6810:84e5]/x",
        ] {
            assert!(Place::of(good, false).is_some(), "{good}");
        }
        for bad in [
            "http://fcm.googleapis.com/x",
            "https://127.0.0.1/x",
            "https://10.1.2.3/x",
            "https://172.20.0.1/x",
            "https://192.168.1.1/x",
            "https://169.254.169.254/latest/meta-data",
            "https://100.64.0.1/x",
            "https://0.0.0.0/x",
            "https://[::1]/x",
            "https://[::ffff:10.0.0.1]/x",
            "https://[fd00::1]/x",
            "https://[fe80::1]/x",
            "https://[64:ff9b::a00:1]/x",
            "https://[2002:a00:1::]/x",
            "https://localhost/x",
            "https://router/x",
            "https://printer.local/x",
            "https://metadata.google.internal/x",
            "https://me:secret@push.example.org/x",
            "https://push.example.org./x",
            "ftp://push.example.org/x",
            "//push.example.org/x",
            "push",
            "",
        ] {
            assert_eq!(Place::of(bad, false), None, "{bad}");
        }
        assert_eq!(Place::of(&format!("https://push.example.org/{}", "x".repeat(LONGEST)), false), None);
    }

    #[test]
    fn this_machine_is_a_place_only_where_a_setting_says_so() {
        let here = "http://127.0.0.1:4000/push/1";
        assert_eq!(Place::of(here, false), None);
        assert_eq!(Place::of(here, true).unwrap().origin, "http://127.0.0.1:4000");
        assert_eq!(Place::of("http://192.168.1.1/x", true), None, "but no other of the house");
    }

    #[tokio::test]
    async fn a_name_that_leads_home_leads_nowhere() {
        assert!(resolve("localhost".into()).await.is_err());
    }
}
