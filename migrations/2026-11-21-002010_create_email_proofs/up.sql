-- Verifications by mail with a link and a code. Neither is stored: both are derived from the id and the secret of the processes. A sign-up or
-- password reset always has a row, also for an address with an account, so that accounts are not disclosed.
create table email_proofs (
    id uuid constraint email_proofs_pkey primary key,
    purpose text not null,
    subject text not null,
    email text not null,
    user_id uuid constraint email_proofs_user_id_fkey references users (id) on delete cascade,
    reservation_id uuid,
    city_id uuid,
    password_hash text,
    wrong_tries integer not null default 0,
    created_at timestamptz not null,
    code_expires_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz,
    constraint email_proofs_reservation_id_fkey foreign key (reservation_id, city_id) references reservations (id, city_id) on delete cascade,
    constraint email_proofs_purpose_known check (purpose in ('sign_up', 'account', 'reservation', 'password_reset')),
    constraint email_proofs_email_length check (length(email) between 3 and 254),
    constraint email_proofs_wrong_tries_valid check (wrong_tries between 0 and 5),
    constraint email_proofs_password_at_sign_up check ((password_hash is not null) = (purpose = 'sign_up')),
    constraint email_proofs_about_its_purpose check (
        (user_id is not null) = (purpose = 'account')
        and (reservation_id is not null) = (purpose = 'reservation')
        and (city_id is not null) = (purpose = 'reservation')
    )
);

-- A new verification ends the previous one.
create unique index email_proofs_live_key on email_proofs (subject) where ended_at is null;
create index email_proofs_subject_idx on email_proofs (subject, created_at);
create index email_proofs_email_idx on email_proofs (lower(email), purpose, created_at);
create index email_proofs_user_id_idx on email_proofs (user_id) where user_id is not null;
create index email_proofs_reservation_id_idx on email_proofs (reservation_id, city_id) where reservation_id is not null;
create index email_proofs_created_at_idx on email_proofs (created_at);

comment on column email_proofs.subject is 'What is proved: sign_up:<uuid>, account:<user>, reservation:<id> or password_reset:<address in lower case>.';
comment on column email_proofs.password_hash is 'Of a sign-up: the password that the account will have once the address is proved.';
comment on column email_proofs.ended_at is 'When it was used, or another took its place.';
