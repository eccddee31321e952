//! The client's network address. `X-Forwarded-For` is used only if the proxy is trusted.

use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, SocketAddr},
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::request::Parts,
};
use ipnet::IpNet;
use shared::{Result, identity::operations::MailBudget, platform::domain::quota::Origin};

use crate::{App, client_address::ClientAddress};

/// Each proxy appends the address of its client to this header.
const FORWARDED: &str = "x-forwarded-for";

impl ClientAddress {
    /// Returns keyed hashes of both networks.
    ///
    /// # Errors
    /// Only if the secret is not a valid key, which does not happen in practice.
    pub(crate) fn origin(self, app: &App) -> Result<Origin> {
        let hash = |network: IpNet| app.tokens.network_hash(&network.to_string());
        Ok(Origin { narrow: hash(self.network())?, wide: hash(self.wider_network())? })
    }

    /// Returns the budget of the mails that requests from this address cause.
    ///
    /// # Errors
    /// Only if the secret is not a valid key, which does not happen in practice.
    pub(crate) fn mail_budget(self, app: &App) -> Result<MailBudget> {
        let network = app.tokens.network_hash(&self.network().to_string())?;
        Ok(MailBudget { quotas: app.terms.quotas.clone(), network: Some(network) })
    }
}

impl FromRequestParts<App> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer =
            peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(socket)| socket.ip());
        let lines = parts.headers.get_all(FORWARDED).iter().filter_map(|line| line.to_str().ok());
        let hops: Vec<&str> = lines.flat_map(|line| line.split(',')).collect();
        Ok(Self(client(peer, &hops, &app.edge.trusted_proxies)))
    }
}

/// Follows the hops backwards for as long as the hop that reports the next one is trusted.
fn client(peer: IpAddr, hops: &[&str], trusted: &[IpNet]) -> IpAddr {
    let mut address = peer.to_canonical();
    for hop in hops.iter().rev() {
        let is_trusted = trusted.iter().any(|network| network.contains(&address));
        match parse(hop) {
            Some(reported) if is_trusted => address = reported,
            _ => break,
        }
    }
    address
}

/// Parses an address with or without a port.
fn parse(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim();
    let address =
        hop.parse().ok().or_else(|| hop.parse::<SocketAddr>().ok().map(|socket| socket.ip()));
    address.map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(peer: &str, hops: &[&str], trusted: &[&str]) -> String {
        let trusted: Vec<IpNet> = trusted.iter().map(|network| network.parse().unwrap()).collect();
        client(peer.parse().unwrap(), hops, &trusted).to_string()
    }

    #[test]
    fn untrusted_client_cannot_set_its_address() {
        assert_eq!(found("198.51.100.7", &["203.0.113.9"], &[]), "198.51.100.7");
        assert_eq!(found("198.51.100.7", &["203.0.113.9"], &["10.0.0.0/8"]), "198.51.100.7");
        assert_eq!(found("10.0.0.1", &["1.1.1.1", "203.0.113.9"], &["10.0.0.0/8"]), "203.0.113.9");
    }

    #[test]
    fn trusted_proxies_are_followed_in_order() {
        let trusted = ["10.0.0.0/8", "2001:db8::1/128"];
        assert_eq!(
            found("::ffff:10.0.0.1", &["203.0.113.9:4711", " 10.2.3.4"], &trusted),
            "203.0.113.9"
        );
        assert_eq!(found("2001:db8::1", &["2001:db8:9::5"], &trusted), "2001:db8:9::5");
        assert_eq!(found("10.0.0.1", &["203.0.113.9", "unknown"], &trusted), "10.0.0.1");
        assert_eq!(found("10.0.0.1", &[], &trusted), "10.0.0.1");
    }
}
