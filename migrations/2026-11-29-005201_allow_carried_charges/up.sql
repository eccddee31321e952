-- An amount below Stripe's minimum is carried over to the driver's next charge.
-- safe because: the new lists contain the old ones, and the columns have a constant default or none; programs that do not know them write
-- charges without carried amounts. The checks and the foreign key are validated, and the indexes built, in later migrations, so that the
-- locks are short.
alter table charges add column carried_minor bigint not null default 0;
alter table charges add column carried_to uuid;
alter table charges add column carried_until timestamptz;

alter table charges drop constraint charges_state_known;
alter table charges add constraint charges_state_known check (
    state in ('set_up', 'due', 'charging', 'unknown', 'retrying', 'requires_action', 'dunning', 'written_off', 'paid',
        'part_refunded', 'refunded', 'disputed', 'won', 'lost', 'carried', 'waived', 'zero')
) not valid;
alter table charges add constraint charges_carried_to_fkey foreign key (carried_to, city_id) references charges (id, city_id) not valid;
alter table charges add constraint charges_carried_within_amount check (carried_minor between 0 and amount_minor) not valid;
-- A carried charge waits for a later one or is contained in it, and no other charge is.
alter table charges add constraint charges_carried_once check (
    num_nonnulls(carried_to, carried_until) = case when state = 'carried' then 1 else 0 end
) not valid;

alter table charge_attempts drop constraint charge_attempts_outcome_known;
alter table charge_attempts add constraint charge_attempts_outcome_known check (
    outcome in ('paid', 'declined', 'requires_action', 'carried', 'waived')
) not valid;

alter table ledger_entries drop constraint ledger_entries_posting_known;
alter table ledger_entries add constraint ledger_entries_posting_known check ((kind, debit, credit) in (
    ('bill', 'receivable', 'revenue'),
    ('carry_over', 'carried_over', 'revenue'),
    ('carry_over_billed', 'carried_over', 'receivable'),
    ('take_over', 'receivable', 'carried_over'),
    ('waive', 'written_off', 'revenue'),
    ('waive_billed', 'written_off', 'receivable'),
    ('waive_carried', 'written_off', 'carried_over'),
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
)) not valid;
alter table ledger_entries drop constraint ledger_entries_posting_has_charge;
alter table ledger_entries add constraint ledger_entries_posting_has_charge check (
    charge_id is not null or kind not in ('bill', 'carry_over', 'carry_over_billed', 'take_over', 'waive', 'waive_billed', 'waive_carried',
        'collect', 'fee', 'write_off', 'recover', 'refund', 'refund_failed', 'dispute', 'dispute_fee', 'dispute_won', 'dispute_fee_returned',
        'dispute_lost')
) not valid;

comment on column charges.carried_minor is 'The part of the amount that was carried over from earlier charges.';
comment on column charges.carried_to is 'The later charge that contains the amount of this one.';
comment on column charges.carried_until is 'When the amount is waived unless a later charge has taken it over.';
