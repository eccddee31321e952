-- Fails while a reservation without a card is confirmed or completed, which the earlier schema cannot represent.
alter table reservations drop constraint reservations_confirmed_has_card;
alter table reservations drop constraint reservations_no_source_costs_nothing;
alter table reservations drop column payment_source;
alter table reservations add constraint reservations_confirmed_has_card check (
    status not in ('confirmed', 'completed') or stripe_payment_method_id is not null
);
