//! The `ETag` of map responses: the version at which the data was read, and a digest of the query.

use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};
use shared::platform::domain::version::Version;

use crate::extract::EntityTags;

/// Returns the headers of a response to `question` at `version`.
pub(crate) fn headers(version: &Version, question: &str) -> HeaderMap {
    let tag = HeaderValue::from_str(&format!("W/\"{}-{version}\"", digest(question)));
    let tag = tag.into_iter().map(|tag| (header::ETAG, tag));
    tag.chain([cache_control()]).collect()
}

/// Returns the version in the client's `If-None-Match`, if it belongs to the same query.
pub(crate) fn seen(headers: &HeaderMap, question: &str) -> Option<Version> {
    let digest = digest(question);
    let Some(Ok(EntityTags::List(tags))) = EntityTags::of(headers, header::IF_NONE_MATCH) else {
        return None;
    };
    tags.iter().find_map(|tag| tag.opaque.strip_prefix(&digest)?.strip_prefix('-')?.parse().ok())
}

/// Returns 304 Not Modified with the client's own tag.
pub(crate) fn not_modified(request: &HeaderMap) -> Response {
    let tag = request.get(header::IF_NONE_MATCH).filter(|tag| !tag.as_bytes().contains(&b','));
    let tag = tag.map(|tag| (header::ETAG, tag.clone()));
    let vary = (header::VARY, HeaderValue::from_static("accept-language"));
    let headers: HeaderMap = tag.into_iter().chain([cache_control(), vary]).collect();
    (StatusCode::NOT_MODIFIED, headers).into_response()
}

/// The response may be cached, but must be revalidated before each use.
fn cache_control() -> (HeaderName, HeaderValue) {
    (header::CACHE_CONTROL, HeaderValue::from_static("no-cache"))
}

/// Returns a digest of the query and the program's version, because another version of the api may
/// respond differently.
fn digest(question: &str) -> String {
    let digest =
        Sha256::new().chain_update(env!("CARGO_PKG_VERSION")).chain_update(question).finalize();
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
