//! The books: accounts, and what may be posted to them.
//!
//! Each entry moves one amount from the account that is credited to the one that is debited, so
//! that the books balance by construction (double entry: L. Pacioli, *Summa de arithmetica*, 1494).

use serde::Serialize;

use crate::platform::domain::text_enum::text_enum;

text_enum! {
    /// An account. What is debited to it counts as positive.
    Account {
        Receivable => "receivable",
        /// What stays have earned; negative, as revenue is.
        Revenue => "revenue",
        /// What Stripe holds for us.
        Processor => "processor",
        /// What was given back.
        Refunds => "refunds",
        /// What nobody will pay.
        WrittenOff => "written_off",
        Fees => "fees",
    }
}

text_enum! {
    /// What an entry is about.
    Posting {
        /// A stay is over and is owed.
        Bill => "bill",
        /// A stay is over and costs too little to be charged.
        Waive => "waive",
        /// A stay that was billed costs too little for Stripe in the currency that it pays out.
        WaiveBilled => "waive_billed",
        /// Stripe has collected a charge.
        Collect => "collect",
        /// Stripe's fee for that.
        Fee => "fee",
        /// A charge is given up.
        WriteOff => "write_off",
        /// A charge that was given up is paid after all.
        Recover => "recover",
        /// Money is given back.
        Refund => "refund",
        /// Money that was given back did not arrive.
        RefundFailed => "refund_failed",
        /// A bank has taken money back.
        Dispute => "dispute",
        /// Stripe's fee for that.
        DisputeFee => "dispute_fee",
        /// A dispute was won: the money is here again.
        DisputeWon => "dispute_won",
        /// The fee is, too.
        DisputeFeeReturned => "dispute_fee_returned",
        /// A dispute was lost: the money will not come back.
        DisputeLost => "dispute_lost",
    }
}

impl Posting {
    /// The accounts that it debits and credits; the same as in the constraint
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
