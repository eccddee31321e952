//! Money in whole minor units of a currency, never a float.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A supported billing currency.
///
/// The number of decimals and Stripe's minimum charge differ by currency, so the set is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    Cad,
    Eur,
    Gbp,
    /// Japanese yen, which has no minor unit.
    Jpy,
    Usd,
}

/// A currency code that is not one of [`Currency`].
#[derive(Debug, thiserror::Error)]
#[error("unknown currency {0:?}")]
pub struct UnknownCurrency(String);

impl Currency {
    /// The ISO 4217 code, in upper case.
    pub fn code(self) -> &'static str {
        match self {
            Self::Cad => "CAD",
            Self::Eur => "EUR",
            Self::Gbp => "GBP",
            Self::Jpy => "JPY",
            Self::Usd => "USD",
        }
    }

    /// The currency code as Stripe's API writes it, in lower case.
    pub fn stripe_code(self) -> &'static str {
        match self {
            Self::Cad => "cad",
            Self::Eur => "eur",
            Self::Gbp => "gbp",
            Self::Jpy => "jpy",
            Self::Usd => "usd",
        }
    }

    /// Returns the number of decimals (ISO 4217).
    pub fn exponent(self) -> usize {
        match self {
            Self::Jpy => 0,
            Self::Cad | Self::Eur | Self::Gbp | Self::Usd => 2,
        }
    }

    /// The minimum charge in this currency at Stripe, in minor units
    /// (<https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts>).
    pub fn minimum_charge_minor(self) -> i64 {
        match self {
            Self::Gbp => 30,
            Self::Cad | Self::Eur | Self::Jpy | Self::Usd => 50,
        }
    }

    pub(super) fn symbol(self) -> &'static str {
        match self {
            Self::Cad => "CA$",
            Self::Eur => "€",
            Self::Gbp => "£",
            Self::Jpy => "¥",
            Self::Usd => "$",
        }
    }
}

impl FromStr for Currency {
    type Err = UnknownCurrency;

    fn from_str(code: &str) -> Result<Self, UnknownCurrency> {
        [Self::Cad, Self::Eur, Self::Gbp, Self::Jpy, Self::Usd]
            .into_iter()
            .find(|currency| currency.code().eq_ignore_ascii_case(code))
            .ok_or_else(|| UnknownCurrency(code.to_owned()))
    }
}

/// An amount of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    /// Whole minor units: cents, pence, yen.
    pub amount_minor: i64,
    pub currency: Currency,
}

impl Money {
    pub fn new(amount_minor: i64, currency: Currency) -> Self {
        Self { amount_minor, currency }
    }

    /// Returns the amount as a number without the currency, such as `-12.05`.
    pub fn decimal(self) -> String {
        let sign = if self.amount_minor < 0 { "-" } else { "" };
        format!("{sign}{}", self.digits())
    }

    fn digits(self) -> String {
        let (digits, exponent) = (self.amount_minor.unsigned_abs(), self.currency.exponent());
        if exponent == 0 {
            return digits.to_string();
        }
        format!("{}.{:0exponent$}", digits / 100, digits % 100)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, symbol) = (if self.amount_minor < 0 { "-" } else { "" }, self.currency.symbol());
        write!(f, "{sign}{symbol}{}", self.digits())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_formatted_for_people() {
        let cases = [
            (Money::new(350, Currency::Usd), "$3.50"),
            (Money::new(5, Currency::Eur), "€0.05"),
            (Money::new(-1_205, Currency::Gbp), "-£12.05"),
            (Money::new(350, Currency::Jpy), "¥350"),
        ];
        for (money, written) in cases {
            assert_eq!(money.to_string(), written);
        }
    }

    #[test]
    fn decimal_has_no_symbol() {
        let cases = [
            (Money::new(350, Currency::Usd), "3.50"),
            (Money::new(-1_205, Currency::Gbp), "-12.05"),
            (Money::new(350, Currency::Jpy), "350"),
        ];
        for (money, written) in cases {
            assert_eq!(money.decimal(), written);
        }
    }

    #[test]
    fn currency_code_ignores_case() {
        assert_eq!("usd".parse::<Currency>().unwrap(), Currency::Usd);
        assert!("XBT".parse::<Currency>().is_err());
    }
}
