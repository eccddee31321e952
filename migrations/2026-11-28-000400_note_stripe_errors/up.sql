-- Stripe stores errors under idempotency keys. Such a key is replaced, and its successor is stored here.
create table stripe_keys (
    name text constraint stripe_keys_pkey primary key,
    generation integer not null,
    replaced_at timestamptz not null,
    constraint stripe_keys_generation_valid check (generation >= 0)
);

comment on column stripe_keys.name is 'The first key, such as payment:<charge>:1. Rows stay: a key that comes back would bring the saved error back.';

-- Errors that the operator must fix, such as a revoked key.
create table stripe_alarms (
    call text not null,
    class text not null,
    message text not null,
    first_at timestamptz not null,
    last_at timestamptz not null,
    constraint stripe_alarms_pkey primary key (call, class)
);

-- safe because: the new lists contain the old ones.
alter table charge_attempts drop constraint charge_attempts_outcome_known;
alter table charge_attempts add constraint charge_attempts_outcome_known check (
    outcome in ('paid', 'declined', 'requires_action', 'waived')
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

alter table charges add column refund_failed_minor bigint not null default 0;
comment on column charges.refund_failed_minor is 'The sum of the refunds that failed, with no other one given since; kept by the trigger refunds_sum.';

create or replace function sum_refunds() returns trigger language plpgsql as $$
begin
    update charges set
        refunded_minor = (
            select coalesce(sum(amount_minor), 0) from refunds where charge_id = new.charge_id and state <> 'failed'
        ),
        refund_failed_minor = (
            select coalesce(sum(amount_minor), 0) from refunds f where charge_id = new.charge_id and state = 'failed' and not exists (
                select 1 from refunds later
                where later.charge_id = f.charge_id and later.state <> 'failed' and later.revision > f.revision)
        )
    where id = new.charge_id and city_id = new.city_id;
    return null;
end
$$;

update charges c set refund_failed_minor = f.amount_minor from (
    select charge_id, sum(amount_minor) as amount_minor from refunds f where state = 'failed' and not exists (
        select 1 from refunds later
        where later.charge_id = f.charge_id and later.state <> 'failed' and later.revision > f.revision)
    group by charge_id) as f
where f.charge_id = c.id;

create index charges_refund_failed_idx on charges (id) where refund_failed_minor > 0;
