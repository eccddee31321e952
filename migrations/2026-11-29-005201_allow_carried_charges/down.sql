-- Fails while there are carried charges, which the earlier schema cannot represent.
alter table ledger_entries drop constraint ledger_entries_posting_has_charge;
alter table ledger_entries add constraint ledger_entries_posting_has_charge check (
    charge_id is not null or kind not in ('bill', 'waive', 'waive_billed', 'collect', 'fee', 'write_off', 'recover', 'refund', 'refund_failed',
        'dispute', 'dispute_fee', 'dispute_won', 'dispute_fee_returned', 'dispute_lost')
);
alter table ledger_entries drop constraint ledger_entries_posting_known;
alter table ledger_entries add constraint ledger_entries_posting_known check ((kind, debit, credit) in (
    ('bill', 'receivable', 'revenue'),
    ('waive', 'written_off', 'revenue'),
    ('waive_billed', 'written_off', 'receivable'),
    ('collect', 'processor', 'receivable'),
    ('fee', 'fees', 'processor'),
    ('write_off', 'written_off', 'receivable'),
    ('recover', 'receivable', 'written_off'),
    ('refund', 'refunds', 'processor'),
    ('refund_failed', 'processor', 'refunds'),
    ('dispute', 'receivable', 'processor'),
    ('dispute_fee', 'fees', 'processor'),
    ('dispute_won', 'processor', 'receivable'),
    ('dispute_fee_returned', 'processor', 'fees'),
    ('dispute_lost', 'written_off', 'receivable')
));

alter table charge_attempts drop constraint charge_attempts_outcome_known;
alter table charge_attempts add constraint charge_attempts_outcome_known check (
    outcome in ('paid', 'declined', 'requires_action', 'waived')
);

alter table charges drop constraint charges_carried_once;
alter table charges drop constraint charges_carried_within_amount;
alter table charges drop constraint charges_carried_to_fkey;
alter table charges drop constraint charges_state_known;
alter table charges add constraint charges_state_known check (
    state in ('set_up', 'due', 'charging', 'unknown', 'retrying', 'requires_action', 'dunning', 'written_off', 'paid',
        'part_refunded', 'refunded', 'disputed', 'won', 'lost', 'waived', 'zero')
);
alter table charges drop column carried_until;
alter table charges drop column carried_to;
alter table charges drop column carried_minor;
