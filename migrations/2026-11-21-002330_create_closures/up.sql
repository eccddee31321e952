-- Closures of a spot, or of all spots of a zone, for a period.
create table closures (
    id uuid not null,
    city_id uuid not null,
    spot_id uuid,
    zone_id uuid,
    period tstzrange not null,
    reason text not null,
    actor text not null,
    created_at timestamptz not null,
    ended_at timestamptz,
    constraint closures_pkey primary key (id, city_id),
    constraint closures_spot_id_fkey foreign key (spot_id, city_id) references spots (id, city_id),
    constraint closures_zone_id_fkey foreign key (zone_id, city_id) references zones (id, city_id),
    constraint closures_one_place check (num_nonnulls(spot_id, zone_id) = 1),
    constraint closures_period_valid check (
        not isempty(period) and lower_inc(period) and not upper_inc(period) and not lower_inf(period) and not upper_inf(period)
    ),
    constraint closures_reason_not_blank check (reason ~ '\S')
);

-- For search and hold: closures of a spot or its zone that end after the requested start.
create index closures_spot_id_idx on closures (spot_id, upper(period)) where spot_id is not null and ended_at is null;
create index closures_zone_id_idx on closures (zone_id, upper(period)) where zone_id is not null and ended_at is null;
create index closures_spot_idx on closures (spot_id, city_id);
create index closures_zone_idx on closures (zone_id, city_id);

comment on column closures.ended_at is 'When it was ended early; it blocks nothing since then.';
comment on column closures.actor is 'Who closed it, as in audit_entries.';
