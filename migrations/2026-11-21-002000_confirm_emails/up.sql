-- Anybody can enter an email address; only access to its mailbox proves ownership. A user verifies once, a guest for each reservation.
alter table users add column email_confirmed_at timestamptz;

-- safe because: a constant default does not rewrite the rows, and no row has the value true yet.
alter table reservations
    add column must_confirm_email boolean not null default false,
    add column email_confirmed_at timestamptz,
    add constraint reservations_email_confirmed check (
        status not in ('confirmed', 'completed')
        or not must_confirm_email
        or email_confirmed_at is not null
    );

comment on column reservations.must_confirm_email is 'Whether the hold of a guest may become a reservation only when the guest has proved the address. Decided when the hold is placed.';
