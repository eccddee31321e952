-- Limits on waived and reported stays count by card: the same number has the same fingerprint, across accounts.
alter table reservations add column card_fingerprint text;
create index reservations_card_fingerprint_idx on reservations (card_fingerprint) where card_fingerprint is not null;

comment on column reservations.card_fingerprint is 'Stripe''s fingerprint of the card number, equal for the same card of different customers.';
