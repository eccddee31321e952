//! STARTTLS with a self-signed certificate for localhost.

use std::{
    io::{Error, Result},
    sync::Arc,
};

use rcgen::{CertifiedKey, generate_simple_self_signed};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, crypto::ring, pki_types::PrivatePkcs8KeyDer},
};

/// The acceptor and its certificate as PEM.
pub(crate) fn acceptor() -> Result<(TlsAcceptor, String)> {
    let names = ["localhost", "127.0.0.1"].map(str::to_owned);
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(names).map_err(Error::other)?;
    let key = PrivatePkcs8KeyDer::from(signing_key.serialize_der());
    let builder = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let config = builder
        .with_safe_default_protocol_versions()
        .and_then(|builder| {
            builder.with_no_client_auth().with_single_cert(vec![cert.der().clone()], key.into())
        })
        .map_err(Error::other)?;
    Ok((Arc::new(config).into(), cert.pem()))
}
