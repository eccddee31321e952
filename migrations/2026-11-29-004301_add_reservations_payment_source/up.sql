-- The payment source of a reservation. Every existing one is paid by card.
-- safe because: the default is constant, so no row is rewritten, and programs that do not know the column reserve by card. The checks are
-- validated in a later migration, which does not block writes.
alter table reservations add column payment_source text not null default 'card';
alter table reservations add constraint reservations_payment_source_known check (
    payment_source in ('card', 'wallet', 'permit', 'invoice', 'none')
) not valid;
-- Nothing to pay: by contract, not because a short stay is rounded to zero.
alter table reservations add constraint reservations_no_source_costs_nothing check (
    payment_source <> 'none' or (rate_minor_per_hour = 0 and agreed_minor = 0)
) not valid;
alter table reservations drop constraint reservations_confirmed_has_card;
alter table reservations add constraint reservations_confirmed_has_card check (
    payment_source <> 'card' or status not in ('confirmed', 'completed') or stripe_payment_method_id is not null
) not valid;

comment on column reservations.payment_source is 'card, wallet, permit, invoice of an organization, or none when the price is zero by contract.';
