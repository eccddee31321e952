-- A guest requests the link to a reservation by email address and reference. A request always has a row, so that reservations are not disclosed.
-- safe because: the new list contains the old one. The check is validated in a later migration, so that the lock is short.
alter table email_proofs drop constraint email_proofs_purpose_known;
alter table email_proofs add constraint email_proofs_purpose_known check (
    purpose in ('sign_up', 'account', 'reservation', 'password_reset', 'guest_link')
) not valid;

comment on column email_proofs.subject is 'What is proved or requested: sign_up:<uuid>, account:<user>, reservation:<id>, password_reset:<address in lower case> or guest_link:<reference>:<address in lower case>.';
