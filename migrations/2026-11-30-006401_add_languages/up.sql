-- The language of mails and other texts to a driver: chosen in the account, or that of the request that made a reservation or asked for a
-- verification.
-- safe because: the columns are null for all rows, and the previous version neither reads nor writes them. The constraints are validated in
-- a later migration, which does not block writes.
alter table users
    add column language text,
    add constraint users_language_known check (language in ('en', 'es', 'de', 'fr')) not valid;
alter table reservations
    add column language text,
    add constraint reservations_language_known check (language in ('en', 'es', 'de', 'fr')) not valid;
alter table email_proofs
    add column language text,
    add constraint email_proofs_language_known check (language in ('en', 'es', 'de', 'fr')) not valid;

comment on column users.language is 'Null if the user has not chosen one; mails are English then.';
comment on column reservations.language is 'That of the request that made the reservation; null if it named none. That of the account precedes it.';
comment on column email_proofs.language is 'That of the request for the mail; null if it named none that is known.';
