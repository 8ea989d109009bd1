//! Server: security headers, as tables. The same four lines for everybody, a policy per kind of page:
//! a public page may run no script at all, the application only its own.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

/// On every answer.
const ALWAYS: [(&str, &str); 7] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("strict-transport-security", "max-age=63072000; includeSubDomains"),
    (
        "permissions-policy",
        "accelerometer=(), browsing-topics=(), camera=(self), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()",
    ),
];

/// The application: its own script, WebAssembly and style; nothing inline, nothing from elsewhere.
const APPLICATION: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; \
font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; object-src 'none'; \
form-action 'self'; frame-ancestors 'none'";

/// A public page: no script whatever.
const PUBLIC: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; manifest-src 'self'; base-uri 'none'; \
object-src 'none'; form-action 'self'; frame-ancestors 'none'";

/// What is not a page.
const DATA: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Which policy a path falls under, first match wins.
const POLICIES: [(&str, &str); 6] = [
    ("/api/", DATA),
    ("/metrics", DATA),
    ("/app", APPLICATION),
    ("/pkg/", APPLICATION),
    ("/sw.js", APPLICATION),
    ("/boot.js", APPLICATION),
];

/// Puts the headers on; a handler that set one itself keeps it.
pub async fn secure(request: Request, next: Next) -> Response {
    let policy = policy_of(request.uri().path());
    let api = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        put(headers, HeaderName::from_static(name), value);
    }
    put(headers, header::CONTENT_SECURITY_POLICY, policy);
    if api {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

fn policy_of(path: &str) -> &'static str {
    POLICIES.iter().find(|(prefix, _)| path.starts_with(prefix)).map_or(PUBLIC, |(_, policy)| policy)
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.entry(name).or_insert(HeaderValue::from_static(value));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_policy_lets_anything_inline_or_foreign_in() {
        for policy in [APPLICATION, PUBLIC, DATA] {
            assert!(policy.starts_with("default-src 'none'"));
            assert!(!policy.contains("unsafe-inline") && !policy.contains("http") && !policy.contains('*'));
            assert!(!policy.replace("'wasm-unsafe-eval'", "").contains("unsafe-eval"));
        }
    }

    #[test]
    fn only_the_application_may_run_script() {
        assert_eq!(policy_of("/app/round"), APPLICATION);
        for path in ["/", "/grids/g-03", "/receipt", "/demo", "/rules"] {
            assert!(!policy_of(path).contains("script-src"), "{path}");
        }
    }
}
