-- A mail is rendered once. Its row is committed before the connection to the mail server, and every attempt sends the same bytes.
-- safe because: a worker of the previous version inserts rows of sent mails, which satisfy the constraints.
alter table mails
    alter column sent_at drop not null,
    add column created_at timestamptz not null default now(),
    add column recipient text,
    add column subject text,
    add column body_text text,
    add column body_html text,
    add column sealed bytea,
    add column undeliverable_at timestamptz,
    add column undeliverable_reason text,
    add column withdrawn_at timestamptz;

update mails set created_at = sent_at;

alter table mails
    add constraint mails_one_outcome check (num_nonnulls(sent_at, undeliverable_at, withdrawn_at) <= 1),
    add constraint mails_sealed_until_outcome check (
        (sealed is not null) = (num_nonnulls(sent_at, undeliverable_at, withdrawn_at) = 0)
    ),
    add constraint mails_undeliverable_has_reason check ((undeliverable_reason is not null) = (undeliverable_at is not null));

create index mails_recipient_idx on mails (lower(recipient), created_at) where recipient is not null;
create index mails_waiting_idx on mails (created_at) where sealed is not null;

comment on column mails.sealed is 'The whole message, encrypted under a key made from JWT_SECRET, until it is sent, refused for good or withdrawn: it holds links and codes.';
comment on column mails.body_text is 'As it was sent, without the tokens of links and without codes.';
comment on column mails.body_html is 'As it was sent, without the tokens of links and without codes.';
comment on column mails.undeliverable_at is 'When the mail server refused it for good: it is not tried again.';
comment on column mails.withdrawn_at is 'When it was given up because it had become untrue, or its recipient was erased.';
