-- Mails that are not about a reservation: verifications and changed passwords. Each has its own subject id.
-- safe because: the columns stay, and rows of the old code satisfy the constraints.
alter table mails
    alter column reservation_id drop not null,
    alter column city_id drop not null,
    add column subject_id uuid,
    add constraint mails_one_subject check (
        num_nonnulls(reservation_id, subject_id) = 1
        and (city_id is null) = (reservation_id is null)
    ),
    add constraint mails_subject_once_key unique (subject_id, template, revision);

comment on column mails.subject_id is 'The proof of an address (email_proofs, which are purged), or the change of a password.';
