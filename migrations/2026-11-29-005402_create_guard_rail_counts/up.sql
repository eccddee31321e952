-- Counts of prices that a guard-rail limited, and of holds and extensions that it refused. One row for each zone and day.
create table guard_rail_counts (
    city_id uuid not null,
    zone_id uuid not null,
    guard_rail text not null,
    local_date date not null,
    count bigint not null,
    constraint guard_rail_counts_pkey primary key (city_id, zone_id, guard_rail, local_date),
    constraint guard_rail_counts_zone_id_fkey foreign key (zone_id, city_id) references zones (id, city_id),
    constraint guard_rail_counts_guard_rail_known
        check (guard_rail in ('accessible_at_base_rate', 'reservable_percent', 'reduced_rate_cap')),
    constraint guard_rail_counts_count_positive check (count > 0)
);

create index guard_rail_counts_zone_id_idx on guard_rail_counts (zone_id, city_id);
create index guard_rail_counts_local_date_idx on guard_rail_counts (city_id, local_date);

comment on column guard_rail_counts.local_date is 'Date in the time zone of the city.';
