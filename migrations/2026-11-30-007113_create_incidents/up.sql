-- Events at sites that an operator should look at.
create table incidents (
    id uuid not null,
    city_id uuid not null,
    site_id uuid not null,
    visit_id uuid,
    lane_id uuid,
    kind text not null,
    detail text not null,
    at timestamptz not null,
    created_at timestamptz not null,
    resolved_by text,
    resolved_at timestamptz,
    constraint incidents_pkey primary key (id, city_id),
    constraint incidents_site_id_fkey foreign key (site_id, city_id) references sites (id, city_id),
    constraint incidents_visit_id_fkey foreign key (visit_id, city_id) references visits (id, city_id),
    constraint incidents_lane_id_fkey foreign key (lane_id, city_id) references lanes (id, city_id),
    constraint incidents_kind_known check (
        kind in (
            'passback', 'exit_without_visit', 'entered_when_full', 'spot_occupied', 'entered_offline_refused', 'barrier_forced',
            'barrier_fault', 'clock_wrong', 'left_before_end'
        )
    ),
    constraint incidents_resolved_has_actor check ((resolved_by is null) = (resolved_at is null))
);

create index incidents_open_idx on incidents (site_id, id) where resolved_at is null;
create index incidents_site_id_idx on incidents (site_id, city_id);
create index incidents_visit_id_idx on incidents (visit_id, city_id) where visit_id is not null;
create index incidents_lane_id_idx on incidents (lane_id, city_id) where lane_id is not null;

comment on column incidents.at is 'Time of the event; later than it for one that a device reports late is created_at.';
