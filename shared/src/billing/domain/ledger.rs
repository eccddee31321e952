//! The ledger: accounts, and the postings between them.
//!
//! Each entry moves one amount from the credited account to the debited account, so the books
//! balance by construction (double entry: L. Pacioli, *Summa de arithmetica*, 1494).

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::platform::domain::text_enum::text_enum;

/// An account. Debits count as positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum Account {
    Receivable,
    /// Earnings from stays; negative, as revenue is.
    Revenue,
    /// Balance held by Stripe.
    Processor,
    Refunds,
    /// Amounts that are not expected to be paid.
    WrittenOff,
    Fees,
}
text_enum!(Account);

/// Kind of a ledger entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum Posting {
    /// A stay is over and an amount is owed.
    Bill,
    /// A stay is over and its amount is too small to be charged.
    Waive,
    /// The amount of a billed stay is below Stripe's minimum in the settlement currency.
    WaiveBilled,
    /// Stripe has collected a charge.
    Collect,
    /// Stripe's fee for a collected charge.
    Fee,
    /// A charge is written off.
    WriteOff,
    /// A charge that was written off is paid.
    Recover,
    /// A refund is issued.
    Refund,
    /// A refund has failed.
    RefundFailed,
    /// A bank has withdrawn the money of a charge.
    Dispute,
    /// Stripe's fee for a dispute.
    DisputeFee,
    /// A dispute was won: the money is returned.
    DisputeWon,
    /// A dispute was won: the fee is returned.
    DisputeFeeReturned,
    /// A dispute was lost: the money is not returned.
    DisputeLost,
}
text_enum!(Posting);

impl Posting {
    /// Returns the debited and the credited account; must match the constraint
    /// `ledger_entries_posting_known`.
    pub fn accounts(self) -> (Account, Account) {
        match self {
            Self::Bill => (Account::Receivable, Account::Revenue),
            Self::Waive => (Account::WrittenOff, Account::Revenue),
            Self::Collect | Self::DisputeWon => (Account::Processor, Account::Receivable),
            Self::Fee | Self::DisputeFee => (Account::Fees, Account::Processor),
            Self::WaiveBilled | Self::WriteOff | Self::DisputeLost => {
                (Account::WrittenOff, Account::Receivable)
            }
            Self::Recover => (Account::Receivable, Account::WrittenOff),
            Self::Refund => (Account::Refunds, Account::Processor),
            Self::RefundFailed => (Account::Processor, Account::Refunds),
            Self::Dispute => (Account::Receivable, Account::Processor),
            Self::DisputeFeeReturned => (Account::Processor, Account::Fees),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debit_and_credit_accounts_differ() {
        for posting in Posting::ALL {
            let (debit, credit) = posting.accounts();
            assert_ne!(debit, credit, "{posting:?}");
        }
    }
}
