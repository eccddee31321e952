-- The price of a stay and the state of its collection. The row is committed before the call to Stripe, so every charge at Stripe has a row.
create table charges (
    id uuid not null,
    city_id uuid not null,
    reservation_id uuid not null,
    kind text not null,
    revision integer not null,
    seconds bigint not null,
    amount_minor bigint not null,
    currency text not null,
    state text not null,
    idempotency_key text not null constraint charges_idempotency_key_key unique,
    stripe_payment_intent_id text constraint charges_stripe_payment_intent_id_key unique,
    failure_code text,
    failure_message text,
    settled_at timestamptz,
    created_at timestamptz not null,
    constraint charges_pkey primary key (id, city_id),
    constraint charges_reservation_id_fkey foreign key (reservation_id, city_id) references reservations (id, city_id),
    constraint charges_once_key unique (reservation_id, kind, revision, city_id),
    constraint charges_kind_known check (kind in ('stay')),
    constraint charges_state_known check (
        state in ('due', 'charging', 'paid', 'requires_action', 'declined', 'waived', 'zero')
    ),
    constraint charges_amount_valid check (amount_minor >= 0),
    constraint charges_seconds_valid check (seconds >= 0),
    constraint charges_currency_known check (currency in ('CAD', 'EUR', 'GBP', 'JPY', 'USD')),
    constraint charges_paid_has_intent check (state <> 'paid' or stripe_payment_intent_id is not null)
);

create index charges_reservation_id_idx on charges (reservation_id, city_id);
create index charges_unsettled_idx on charges (created_at) where state in ('due', 'charging');

comment on column charges.seconds is 'How many seconds of the stay are billed.';
comment on column charges.idempotency_key is 'Sent to Stripe with the charge; the same for every attempt, so that a repeat is never a second charge.';
