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
    /// Amounts that wait for the driver's next charge.
    CarriedOver,
}
text_enum!(Account);

/// Kind of a ledger entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum Posting {
    /// A stay is over and an amount is owed.
    Bill,
    /// A stay is over and its amount is too small to be charged: it is carried over.
    CarryOver,
    /// The amount of a billed stay is below Stripe's minimum in the settlement currency: it is
    /// carried over.
    CarryOverBilled,
    /// A charge takes over the amount of an earlier one.
    TakeOver,
    /// A stay is over and its amount is too small to be charged. Posted by earlier versions.
    Waive,
    /// The amount of a billed charge that cannot be carried over is below Stripe's minimum in the
    /// settlement currency.
    WaiveBilled,
    /// No later charge has taken over a carried amount.
    WaiveCarried,
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
            Self::CarryOver => (Account::CarriedOver, Account::Revenue),
            Self::CarryOverBilled => (Account::CarriedOver, Account::Receivable),
            Self::TakeOver => (Account::Receivable, Account::CarriedOver),
            Self::Waive => (Account::WrittenOff, Account::Revenue),
            Self::WaiveCarried => (Account::WrittenOff, Account::CarriedOver),
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
