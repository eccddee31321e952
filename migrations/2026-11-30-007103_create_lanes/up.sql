-- Entrances and exits of sites.
create table lanes (
    id uuid not null,
    city_id uuid not null,
    site_id uuid not null,
    name text not null,
    direction text not null,
    gateway_id uuid,
    created_at timestamptz not null,
    retired_at timestamptz,
    constraint lanes_pkey primary key (id, city_id),
    constraint lanes_site_id_fkey foreign key (site_id, city_id) references sites (id, city_id),
    constraint lanes_gateway_id_fkey foreign key (gateway_id, city_id) references devices (id, city_id),
    constraint lanes_direction_known check (direction in ('in', 'out', 'both')),
    constraint lanes_name_not_blank check (name ~ '\S')
);

create index lanes_site_id_idx on lanes (site_id, city_id);
create index lanes_gateway_id_idx on lanes (gateway_id, city_id) where gateway_id is not null;

comment on column lanes.gateway_id is 'The device that opens the barrier; null where there is none.';
