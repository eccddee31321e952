-- Exits by a pass whose visit is not known, because the device of the entrance has not reported the arrival yet. Kept as long as that may
-- be reported.
create table lone_exits (
    id uuid not null,
    city_id uuid not null,
    site_id uuid not null,
    lane_id uuid not null,
    subject uuid not null,
    at timestamptz not null,
    constraint lone_exits_pkey primary key (id, city_id),
    constraint lone_exits_lane_id_fkey foreign key (lane_id, city_id) references lanes (id, city_id)
);

create index lone_exits_subject_idx on lone_exits (site_id, subject, at);
create index lone_exits_lane_id_idx on lone_exits (lane_id, city_id);
create index lone_exits_at_idx on lone_exits (at);

comment on column lone_exits.subject is 'Id of the reservation or of the user of the pass.';
