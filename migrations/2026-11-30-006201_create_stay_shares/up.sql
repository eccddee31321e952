-- Links that show a stay to people without an account: read only, and one for each reservation.
create table stay_shares (
    reservation_id uuid not null,
    city_id uuid not null,
    token_hash bytea not null,
    created_at timestamptz not null,
    constraint stay_shares_pkey primary key (reservation_id, city_id),
    constraint stay_shares_reservation_id_fkey foreign key (reservation_id, city_id) references reservations (id, city_id) on delete cascade,
    constraint stay_shares_token_hash_is_sha256 check (length(token_hash) = 32)
);

comment on table stay_shares is 'Without effect an hour after the end of the stay, and once it is cancelled or revoked. Removed then.';
comment on column stay_shares.token_hash is 'SHA-256 of the token in the link.';
