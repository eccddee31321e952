-- Networks of holds by unverified drivers, as keyed hashes. Quotas count the rows in the transaction that places the hold.
create table hold_origins (
    reservation_id uuid not null,
    city_id uuid not null,
    narrow_hash bytea not null,
    wide_hash bytea not null,
    email_hash bytea not null,
    created_at timestamptz not null,
    constraint hold_origins_pkey primary key (reservation_id, city_id),
    constraint hold_origins_reservation_id_fkey foreign key (reservation_id, city_id) references reservations (id, city_id) on delete cascade,
    constraint hold_origins_hashes_are_sha256 check (
        length(narrow_hash) = 32 and length(wide_hash) = 32 and length(email_hash) = 32
    )
);

create index hold_origins_narrow_hash_idx on hold_origins (narrow_hash, created_at);
create index hold_origins_wide_hash_idx on hold_origins (wide_hash, created_at);
create index hold_origins_created_at_idx on hold_origins (created_at);

comment on table hold_origins is 'Removed after two days, and when the driver''s data is erased.';
comment on column hold_origins.narrow_hash is 'HMAC-SHA-256 of the IPv4 address or the IPv6 /64.';
comment on column hold_origins.wide_hash is 'HMAC-SHA-256 of the IPv4 /24 or the IPv6 /48.';
comment on column hold_origins.email_hash is 'SHA-256 of the email address in lower case.';
