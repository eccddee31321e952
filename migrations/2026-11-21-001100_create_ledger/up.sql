-- The ledger. Each row moves an amount from the credited to the debited account, so the accounts always balance.
create table ledger_entries (
    id uuid not null,
    city_id uuid not null,
    charge_id uuid not null,
    reservation_id uuid not null,
    kind text not null,
    reference text not null,
    debit text not null,
    credit text not null,
    amount_minor bigint not null,
    currency text not null,
    at timestamptz not null,
    constraint ledger_entries_pkey primary key (id, city_id),
    constraint ledger_entries_charge_id_fkey foreign key (charge_id, city_id) references charges (id, city_id),
    constraint ledger_entries_reservation_id_fkey foreign key (reservation_id, city_id) references reservations (id, city_id),
    -- A repeated action is posted once.
    constraint ledger_entries_once_key unique (kind, reference, city_id),
    constraint ledger_entries_posting_known check ((kind, debit, credit) in (
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
    )),
    constraint ledger_entries_amount_positive check (amount_minor > 0),
    constraint ledger_entries_currency_known check (currency in ('CAD', 'EUR', 'GBP', 'JPY', 'USD'))
);

create index ledger_entries_charge_id_idx on ledger_entries (charge_id, city_id);
create index ledger_entries_reservation_id_idx on ledger_entries (reservation_id, city_id);
create index ledger_entries_at_idx on ledger_entries (at, id);

create trigger ledger_entries_append_only before update or delete or truncate on ledger_entries
    for each statement execute function refuse_change();

comment on column ledger_entries.reference is 'What the row is about: a charge, a refund, a dispute, or a transaction of Stripe.';

insert into ledger_entries (id, city_id, charge_id, reservation_id, kind, reference, debit, credit, amount_minor, currency, at)
select gen_random_uuid(), city_id, id, reservation_id, 'bill', id::text, 'receivable', 'revenue', amount_minor, currency, created_at
from charges where amount_minor > 0 and state <> 'waived'
union all
select gen_random_uuid(), city_id, id, reservation_id, 'waive', id::text, 'written_off', 'revenue', amount_minor, currency, created_at
from charges where amount_minor > 0 and state = 'waived'
union all
select gen_random_uuid(), city_id, id, reservation_id, 'collect', id::text, 'processor', 'receivable', captured_minor, currency,
    coalesce(settled_at, created_at)
from charges where captured_minor > 0;
