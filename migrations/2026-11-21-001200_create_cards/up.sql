-- Saved cards: data for display and Stripe's ids. Card numbers are never stored.
create table cards (
    id uuid constraint cards_pkey primary key,
    user_id uuid not null constraint cards_user_id_fkey references users (id),
    stripe_payment_method_id text not null constraint cards_stripe_payment_method_id_key unique,
    brand text not null,
    last4 text not null,
    exp_month integer not null,
    exp_year integer not null,
    is_default boolean not null,
    created_at timestamptz not null,
    removed_at timestamptz,
    constraint cards_exp_month_valid check (exp_month between 1 and 12),
    constraint cards_removed_is_not_default check (removed_at is null or not is_default)
);

create index cards_user_id_idx on cards (user_id);
create unique index cards_default_key on cards (user_id) where is_default;

-- For finding the reservations that use a card.
create index reservations_payment_method_idx on reservations (stripe_payment_method_id) where stripe_payment_method_id is not null;
