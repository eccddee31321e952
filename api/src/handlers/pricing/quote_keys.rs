//! The public keys of signed quotes.

use axum::{
    Json,
    extract::State,
    http::{HeaderName, header},
};
use serde::Serialize;
use shared::pricing::quote_signer::{ALGORITHM, QuoteKey};
use utoipa::ToSchema;

use crate::{App, problem::Problem};

/// A JSON Web Key Set (RFC 7517).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QuoteKeys {
    /// The key that signs new quotes first; empty if this site does not sign quotes.
    keys: Vec<QuoteKeyView>,
}

/// An Ed25519 public key as JSON Web Key (RFC 8037).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QuoteKeyView {
    #[schema(example = "OKP")]
    kty: &'static str,
    #[schema(example = "Ed25519")]
    crv: &'static str,
    /// The 32 bytes of the key, in base64url without padding.
    #[schema(example = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")]
    x: String,
    /// Thumbprint of the key (RFC 7638); `key_id` of the signatures.
    #[schema(example = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")]
    kid: String,
    #[schema(example = "EdDSA")]
    alg: &'static str,
    #[serde(rename = "use")]
    #[schema(example = "sig")]
    usage: &'static str,
}

impl From<&QuoteKey> for QuoteKeyView {
    fn from(key: &QuoteKey) -> Self {
        Self {
            kty: "OKP",
            crv: "Ed25519",
            x: key.public().to_owned(),
            kid: key.id().to_owned(),
            alg: ALGORITHM,
            usage: "sig",
        }
    }
}

/// List the keys of signed quotes
///
/// The public keys with which the signatures of quotes are verified, as JSON Web Key Set. Cacheable
/// for five minutes. Keys of a rotation are listed side by side: read the list again when a
/// signature names an unknown key.
#[utoipa::path(get, path = "/api/v1/quote-keys", tag = "reservations",
    responses((status = 200, body = QuoteKeys),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_quote_keys(
    State(app): State<App>,
) -> ([(HeaderName, &'static str); 1], Json<QuoteKeys>) {
    let keys = app.quote_signer.keys().iter().map(QuoteKeyView::from).collect();
    ([(header::CACHE_CONTROL, "public, max-age=300")], Json(QuoteKeys { keys }))
}
