-- Mails caused by unverified drivers, by hash of recipient and network. A budget counts the rows in the transaction that enqueues the mail.
create table unverified_mails (
    id uuid constraint unverified_mails_pkey primary key,
    recipient_hash bytea not null,
    network_hash bytea,
    created_at timestamptz not null,
    constraint unverified_mails_hashes_are_sha256 check (
        length(recipient_hash) = 32 and (network_hash is null or length(network_hash) = 32)
    )
);

create index unverified_mails_recipient_hash_idx on unverified_mails (recipient_hash, created_at);
create index unverified_mails_network_hash_idx on unverified_mails (network_hash, created_at) where network_hash is not null;
create index unverified_mails_created_at_idx on unverified_mails (created_at);

comment on table unverified_mails is 'Removed after two days, and when the recipient''s data is erased.';
comment on column unverified_mails.recipient_hash is 'SHA-256 of the email address in lower case.';
comment on column unverified_mails.network_hash is 'HMAC-SHA-256 of the IPv4 address or the IPv6 /64.';
