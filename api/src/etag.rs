//! The `ETag` of what a map shows: the version at which it was read, and what was asked.

use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};
use shared::platform::domain::version::Version;

use crate::extract::EntityTags;

/// The headers of an answer to `question` at `version`.
pub(crate) fn headers(version: &Version, question: &str) -> HeaderMap {
    let tag = HeaderValue::from_str(&format!("W/\"{}-{version}\"", digest(question)));
    let tag = tag.into_iter().map(|tag| (header::ETAG, tag));
    tag.chain([cache_control()]).collect()
}

/// The version that a client has seen of the answer to the same question.
pub(crate) fn seen(headers: &HeaderMap, question: &str) -> Option<Version> {
    let digest = digest(question);
    let Some(Ok(EntityTags::List(tags))) = EntityTags::of(headers, header::IF_NONE_MATCH) else {
        return None;
    };
    tags.iter().find_map(|tag| tag.opaque.strip_prefix(&digest)?.strip_prefix('-')?.parse().ok())
}

/// The client's answer is as good as a new one; so is its tag.
pub(crate) fn not_modified(asked: &HeaderMap) -> Response {
    let tag = asked.get(header::IF_NONE_MATCH).filter(|tag| !tag.as_bytes().contains(&b','));
    let tag = tag.map(|tag| (header::ETAG, tag.clone()));
    let headers: HeaderMap = tag.into_iter().chain([cache_control()]).collect();
    (StatusCode::NOT_MODIFIED, headers).into_response()
}

/// To be kept, but asked about each time.
fn cache_control() -> (HeaderName, HeaderValue) {
    (header::CACHE_CONTROL, HeaderValue::from_static("no-cache"))
}

/// Another program may answer otherwise.
fn digest(question: &str) -> String {
    let digest =
        Sha256::new().chain_update(env!("CARGO_PKG_VERSION")).chain_update(question).finalize();
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
