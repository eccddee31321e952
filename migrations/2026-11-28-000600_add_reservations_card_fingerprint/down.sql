drop index reservations_card_fingerprint_idx;
alter table reservations drop column card_fingerprint;
