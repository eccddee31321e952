-- The use of a spot of a site; the reservation is the right. Open while ended_at is null.
create table visits (
    id uuid not null,
    city_id uuid not null,
    reservation_id uuid not null,
    site_id uuid not null,
    lane_in_id uuid,
    lane_out_id uuid,
    entered_by text not null,
    left_by text,
    plate_hash bytea,
    app_device_hash bytea,
    arrived_at timestamptz not null,
    bound_at timestamptz not null,
    ended_at timestamptz,
    end_reason text,
    departed_at timestamptz,
    constraint visits_pkey primary key (id, city_id),
    constraint visits_reservation_id_fkey foreign key (reservation_id, city_id) references reservations (id, city_id),
    constraint visits_reservation_key unique (reservation_id, city_id),
    constraint visits_site_id_fkey foreign key (site_id, city_id) references sites (id, city_id),
    constraint visits_lane_in_id_fkey foreign key (lane_in_id, city_id) references lanes (id, city_id),
    constraint visits_lane_out_id_fkey foreign key (lane_out_id, city_id) references lanes (id, city_id),
    constraint visits_entered_by_known check (entered_by in ('code', 'words', 'nfc', 'plate', 'pass', 'operator')),
    constraint visits_left_by_known check (left_by in ('code', 'words', 'nfc', 'plate', 'pass', 'app', 'operator')),
    constraint visits_end_reason_known check (
        end_reason in ('exit', 'operator', 'lost_ticket', 'reset', 'passback', 'bound', 'revoked')
    ),
    constraint visits_end_has_reason check ((ended_at is null) = (end_reason is null)),
    constraint visits_times_ordered check (bound_at > arrived_at and ended_at >= arrived_at and departed_at >= arrived_at),
    constraint visits_departed_has_ended check (departed_at is null or ended_at is not null),
    constraint visits_ended_has_no_traces check (ended_at is null or num_nonnulls(plate_hash, app_device_hash) = 0)
);

create unique index visits_one_per_plate_key on visits (plate_hash) where ended_at is null and plate_hash is not null;
create unique index visits_one_per_app_key on visits (app_device_hash) where ended_at is null and app_device_hash is not null;
create index visits_open_idx on visits (site_id, arrived_at) where ended_at is null;
create index visits_overdue_idx on visits (site_id, ended_at) where end_reason = 'bound' and departed_at is null;
create index visits_site_id_idx on visits (site_id, city_id);
create index visits_lane_in_id_idx on visits (lane_in_id, city_id) where lane_in_id is not null;
create index visits_lane_out_id_idx on visits (lane_out_id, city_id) where lane_out_id is not null;

comment on column visits.plate_hash is 'Keyed hash of the plate, as in reservation_vehicles; null once the visit has ended.';
comment on column visits.app_device_hash is 'SHA-256 of the random id of the app''s installation; null once the visit has ended.';
comment on column visits.bound_at is 'The visit is open no longer than this.';
comment on column visits.departed_at is 'Time at which the vehicle left; may follow the end.';
