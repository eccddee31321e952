//! The ledger: accounts, and the postings between them.
//!
//! Each entry moves one amount from the credited account to the debited account, so the books
//! balance by construction (double entry: L. Pacioli, *Summa de arithmetica*, 1494).

use serde::Serialize;

use crate::platform::domain::text_enum::text_enum;

text_enum! {
    /// An account. Debits count as positive.
    Account {
        Receivable => "receivable",
        /// Earnings from stays; negative, as revenue is.
        Revenue => "revenue",
        /// Balance held by Stripe.
        Processor => "processor",
        Refunds => "refunds",
        /// Amounts that are not expected to be paid.
        WrittenOff => "written_off",
        Fees => "fees",
    }
}

text_enum! {
    /// Kind of a ledger entry.
    Posting {
        /// A stay is over and an amount is owed.
        Bill => "bill",
        /// A stay is over and its amount is too small to be charged.
        Waive => "waive",
        /// The amount of a billed stay is below Stripe's minimum in the settlement currency.
        WaiveBilled => "waive_billed",
        /// Stripe has collected a charge.
        Collect => "collect",
        /// Stripe's fee for a collected charge.
        Fee => "fee",
        /// A charge is written off.
        WriteOff => "write_off",
        /// A charge that was written off is paid.
        Recover => "recover",
        /// A refund is issued.
        Refund => "refund",
        /// A refund has failed.
        RefundFailed => "refund_failed",
        /// A bank has withdrawn the money of a charge.
        Dispute => "dispute",
        /// Stripe's fee for a dispute.
        DisputeFee => "dispute_fee",
        /// A dispute was won: the money is returned.
        DisputeWon => "dispute_won",
        /// A dispute was won: the fee is returned.
        DisputeFeeReturned => "dispute_fee_returned",
        /// A dispute was lost: the money is not returned.
        DisputeLost => "dispute_lost",
    }
}

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
