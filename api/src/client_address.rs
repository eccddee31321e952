//! The network address of a client, and the networks that it counts for.

use std::net::IpAddr;

use ipnet::{IpNet, Ipv6Net};

/// The address of the client that sent the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ClientAddress(pub(crate) IpAddr);

impl ClientAddress {
    /// Returns the network that is certain to belong to one client: an IPv4 address, or an IPv6
    /// /64.
    pub(crate) fn network(self) -> IpNet {
        match self.0 {
            IpAddr::V6(address) => {
                Ipv6Net::new(address, 64).map_or(self.0.into(), |network| network.trunc().into())
            }
            address @ IpAddr::V4(_) => address.into(),
        }
    }

    /// Returns the largest network that a provider commonly assigns to one customer: an IPv4 /24 or
    /// an IPv6 /48. Quotas count it in addition.
    pub(crate) fn wider_network(self) -> IpNet {
        let length = if self.0.is_ipv6() { 48 } else { 24 };
        IpNet::new(self.0, length).map_or(self.0.into(), |network| network.trunc())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ipv6_client_counts_as_its_network() {
        let network = |text: &str| ClientAddress(text.parse().unwrap()).network().to_string();
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
        assert_eq!(network("203.0.113.9"), "203.0.113.9/32");
        let wider = |text: &str| ClientAddress(text.parse().unwrap()).wider_network().to_string();
        assert_eq!(wider("2001:db8:1:2:3:4:5:6"), "2001:db8:1::/48");
        assert_eq!(wider("203.0.113.9"), "203.0.113.0/24");
    }
}
