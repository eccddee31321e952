-- Ledger entries of charges without a reservation, and of movements without a charge. Each posting known today still has its charge.
-- safe because: programs that do not know this write both ids. The check is validated in a later migration.
alter table ledger_entries alter column reservation_id drop not null;
alter table ledger_entries alter column charge_id drop not null;
alter table ledger_entries add constraint ledger_entries_posting_has_charge check (
    charge_id is not null or kind not in ('bill', 'waive', 'waive_billed', 'collect', 'fee', 'write_off', 'recover', 'refund', 'refund_failed',
        'dispute', 'dispute_fee', 'dispute_won', 'dispute_fee_returned', 'dispute_lost')
) not valid;
