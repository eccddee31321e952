create table reservations (
    id uuid not null,
    city_id uuid not null,
    spot_id uuid not null,
    user_id uuid constraint reservations_user_id_fkey references users (id),
    guest_id uuid constraint reservations_guest_id_fkey references guests (id),
    period tstzrange not null,
    status text not null,
    revision integer not null,
    rate_minor_per_hour integer not null,
    currency text not null,
    hold_expires_at timestamptz,
    stripe_customer_id text,
    stripe_setup_intent_id text constraint reservations_stripe_setup_intent_id_key unique,
    stripe_payment_method_id text,
    card_brand text,
    card_last4 text,
    created_at timestamptz not null,
    constraint reservations_pkey primary key (id, city_id),
    constraint reservations_spot_id_fkey foreign key (spot_id, city_id) references spots (id, city_id),
    -- Prevents double bookings. Adjacent periods do not overlap.
    constraint reservations_no_overlap exclude using gist (
        city_id with =,
        spot_id with =,
        period with &&
    ) where (status in ('held', 'confirmed')),
    constraint reservations_period_valid check (
        not isempty(period) and lower_inc(period) and not upper_inc(period) and not lower_inf(period) and not upper_inf(period)
    ),
    constraint reservations_status_known check (
        status in ('held', 'confirmed', 'completed', 'expired', 'cancelled', 'revoked')
    ),
    constraint reservations_revision_positive check (revision > 0),
    constraint reservations_rate_valid check (rate_minor_per_hour between 0 and 10000000),
    constraint reservations_currency_known check (currency in ('CAD', 'EUR', 'GBP', 'JPY', 'USD')),
    constraint reservations_one_driver check (num_nonnulls(user_id, guest_id) = 1),
    constraint reservations_hold_expires check (status <> 'held' or hold_expires_at is not null),
    constraint reservations_confirmed_has_card check (
        status not in ('confirmed', 'completed') or stripe_payment_method_id is not null
    )
);

-- For the search: blocking reservations of a spot that end after the requested start.
create index reservations_blocking_idx on reservations (spot_id, upper(period)) where status in ('held', 'confirmed');
create index reservations_spot_id_idx on reservations (spot_id, city_id);
create index reservations_user_id_idx on reservations (user_id, upper(period) desc, id) where user_id is not null;
create index reservations_guest_id_idx on reservations (guest_id) where guest_id is not null;
-- For the reconcilers: expired holds and ended stays.
create index reservations_held_idx on reservations (hold_expires_at) where status = 'held';
create index reservations_confirmed_idx on reservations (upper(period)) where status = 'confirmed';

comment on column reservations.period is 'From the first second that is paid for to the first that is not, in whole seconds.';
comment on column reservations.revision is 'Grows by one with every transition; a job that carries an older one does nothing.';
comment on column reservations.rate_minor_per_hour is 'The rate of the spot when the hold was placed; later changes of the spot do not matter.';

-- Every transition of a reservation, in order. Append-only.
create table reservation_transitions (
    id uuid constraint reservation_transitions_pkey primary key,
    reservation_id uuid not null,
    city_id uuid not null,
    revision integer not null,
    event text not null,
    from_status text,
    to_status text not null,
    period tstzrange not null,
    actor text not null,
    at timestamptz not null,
    constraint reservation_transitions_reservation_id_fkey foreign key (reservation_id, city_id) references reservations (id, city_id),
    constraint reservation_transitions_revision_key unique (reservation_id, revision, city_id)
);

create index reservation_transitions_reservation_id_idx on reservation_transitions (reservation_id, city_id);

create trigger reservation_transitions_append_only before update or delete or truncate on reservation_transitions
    for each statement execute function refuse_change();

comment on column reservation_transitions.actor is 'user:<id>, guest:<id>, worker or stripe.';

-- Results by Idempotency-Key: a repeated request returns the stored result.
create table idempotency_keys (
    scope text not null,
    key text not null,
    request_hash bytea not null,
    reservation_id uuid not null,
    city_id uuid not null,
    created_at timestamptz not null,
    constraint idempotency_keys_pkey primary key (scope, key),
    constraint idempotency_keys_reservation_id_fkey foreign key (reservation_id, city_id) references reservations (id, city_id),
    constraint idempotency_keys_key_length check (length(key) between 1 and 255)
);

create index idempotency_keys_reservation_id_idx on idempotency_keys (reservation_id, city_id);
create index idempotency_keys_created_at_idx on idempotency_keys (created_at);
