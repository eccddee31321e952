-- Counts of vehicles by operators, which correct the computed ones. Append-only.
create table recounts (
    id uuid not null,
    city_id uuid not null,
    site_id uuid not null,
    zone_id uuid,
    counted integer not null,
    computed integer not null,
    reason text not null,
    actor text not null,
    at timestamptz not null,
    constraint recounts_pkey primary key (id, city_id),
    constraint recounts_site_id_fkey foreign key (site_id, city_id) references sites (id, city_id),
    constraint recounts_zone_id_fkey foreign key (zone_id, city_id) references zones (id, city_id),
    constraint recounts_counted_valid check (counted between 0 and 100000),
    constraint recounts_reason_not_blank check (reason ~ '\S')
);

create index recounts_site_id_idx on recounts (site_id, city_id, at desc);
create index recounts_zone_id_idx on recounts (zone_id, city_id) where zone_id is not null;

create trigger recounts_append_only before update or delete or truncate on recounts
    for each statement execute function refuse_change();

comment on column recounts.counted is 'Vehicles that an operator has counted.';
comment on column recounts.computed is 'Taken spots by the rows at that time.';
