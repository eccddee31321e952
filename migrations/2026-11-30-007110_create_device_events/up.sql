-- Reports of gateways. A repeated report has the same sequence.
create table device_events (
    id uuid not null,
    city_id uuid not null,
    device_id uuid not null,
    sequence bigint not null,
    kind text not null,
    lane_id uuid,
    at timestamptz not null,
    received_at timestamptz not null,
    outcome text not null,
    visit_id uuid,
    constraint device_events_pkey primary key (id, city_id),
    constraint device_events_device_id_fkey foreign key (device_id, city_id) references devices (id, city_id),
    constraint device_events_visit_id_fkey foreign key (visit_id, city_id) references visits (id, city_id),
    constraint device_events_sequence_key unique (device_id, sequence, city_id),
    constraint device_events_outcome_known check (outcome in ('entered', 'left', 'repeated', 'recorded', 'refused', 'ignored'))
);

create index device_events_device_id_idx on device_events (device_id, city_id);
create index device_events_received_at_idx on device_events (received_at);
create index device_events_visit_id_idx on device_events (visit_id, city_id) where visit_id is not null;
