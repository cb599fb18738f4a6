//! The cookie of a session: sent over TLS only, to this host only, never to scripts or from other sites.

use axum::http::header::{COOKIE, HeaderMap, HeaderValue};

const NAME: &str = "__Host-huzhu";

/// The session's secret, where a request carries it. Two of them are none: one was put there by somebody else.
pub(super) fn read(headers: &HeaderMap) -> Option<&str> {
    let all = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut own = all
        .flat_map(|text| text.split(';'))
        .filter_map(|pair| pair.trim().strip_prefix(NAME).and_then(|rest| rest.strip_prefix('=')));
    let first = own.next().filter(|secret| !secret.is_empty());
    first.filter(|_| own.next().is_none())
}

/// Sets it for so many seconds; none to take it away.
pub(super) fn set(secret: &str, seconds: i64) -> Option<HeaderValue> {
    let text = format!("{NAME}={secret}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Strict");
    HeaderValue::from_str(&text).ok()
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue};

    use super::read;

    #[test]
    fn one_cookie_of_ours() {
        let table = [
            ("__Host-huzhu=abc", Some("abc")),
            ("a=b; __Host-huzhu=abc; c=d", Some("abc")),
            ("__Host-huzhu=", None),
            ("__Host-huzhu=a; __Host-huzhu=b", None),
            ("x__Host-huzhu=a", None),
            ("", None),
        ];
        for (text, found) in table {
            let mut headers = HeaderMap::new();
            headers.insert("cookie", HeaderValue::from_static(text));
            assert_eq!(read(&headers), found, "{text:?}");
        }
    }
}
