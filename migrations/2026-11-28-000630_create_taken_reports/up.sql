-- Reports of taken spots. Free reports are counted by card and network; two independent reports close the spot.
create table taken_reports (
    reservation_id uuid not null,
    city_id uuid not null,
    spot_id uuid not null,
    card_hash bytea not null,
    network_hash bytea not null,
    is_free boolean not null,
    created_at timestamptz not null,
    constraint taken_reports_pkey primary key (reservation_id, city_id),
    constraint taken_reports_reservation_id_fkey foreign key (reservation_id, city_id) references reservations (id, city_id) on delete cascade,
    constraint taken_reports_spot_id_fkey foreign key (spot_id, city_id) references spots (id, city_id),
    constraint taken_reports_hashes_are_sha256 check (length(card_hash) = 32 and length(network_hash) = 32)
);

create index taken_reports_spot_id_idx on taken_reports (spot_id, city_id, created_at);
create index taken_reports_card_hash_idx on taken_reports (card_hash, created_at);
create index taken_reports_network_hash_idx on taken_reports (network_hash, created_at);
create index taken_reports_created_at_idx on taken_reports (created_at);

comment on table taken_reports is 'Removed after a year.';
comment on column taken_reports.card_hash is 'SHA-256 of the fingerprint of the card, or of its id at Stripe where there is none.';
comment on column taken_reports.network_hash is 'HMAC-SHA-256 of the IPv4 address or the IPv6 /64.';
comment on column taken_reports.is_free is 'Whether the stay cost nothing; otherwise the time used was billed.';
