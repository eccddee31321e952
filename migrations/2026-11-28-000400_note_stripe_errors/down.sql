create or replace function sum_refunds() returns trigger language plpgsql as $$
begin
    update charges set refunded_minor = (
        select coalesce(sum(amount_minor), 0) from refunds where charge_id = new.charge_id and state <> 'failed'
    ) where id = new.charge_id and city_id = new.city_id;
    return null;
end
$$;

alter table charges drop column refund_failed_minor;

-- States that the old constraint does not allow become the nearest one, a written-off charge.
alter table ledger_entries disable trigger ledger_entries_append_only;
update ledger_entries set kind = 'write_off' where kind = 'waive_billed';
alter table ledger_entries enable trigger ledger_entries_append_only;
update charges set state = 'written_off' where state = 'waived' and id in (select charge_id from ledger_entries where kind = 'write_off');
alter table ledger_entries drop constraint ledger_entries_posting_known;
alter table ledger_entries add constraint ledger_entries_posting_known check ((kind, debit, credit) in (
    ('bill', 'receivable', 'revenue'),
    ('waive', 'written_off', 'revenue'),
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

update charge_attempts set outcome = 'declined' where outcome = 'waived';
alter table charge_attempts drop constraint charge_attempts_outcome_known;
alter table charge_attempts add constraint charge_attempts_outcome_known check (
    outcome in ('paid', 'declined', 'requires_action')
);

drop table stripe_alarms;
drop table stripe_keys;
