-- Plates that cameras have read. Kept for hours, or for days if an operator has to decide.
create table plate_reads (
    id uuid not null,
    city_id uuid not null,
    site_id uuid not null,
    camera_id uuid not null,
    vendor_event_id text not null,
    plate_sealed bytea not null,
    plate_hash bytea not null,
    plate_secret_id bytea not null,
    region text,
    confidence_percent integer not null,
    direction text not null,
    captured_at timestamptz not null,
    received_at timestamptz not null,
    outcome text not null,
    visit_id uuid,
    proposed_reservation_id uuid,
    decided_by text,
    decided_at timestamptz,
    constraint plate_reads_pkey primary key (id, city_id),
    constraint plate_reads_camera_id_fkey foreign key (camera_id, city_id) references cameras (id, city_id),
    constraint plate_reads_visit_id_fkey foreign key (visit_id, city_id) references visits (id, city_id),
    constraint plate_reads_proposed_reservation_id_fkey foreign key (proposed_reservation_id, city_id)
        references reservations (id, city_id),
    constraint plate_reads_event_key unique (camera_id, vendor_event_id, city_id),
    constraint plate_reads_event_id_length check (length(vendor_event_id) between 1 and 200),
    constraint plate_reads_confidence_valid check (confidence_percent between 0 and 100),
    constraint plate_reads_direction_known check (direction in ('in', 'out', 'unknown')),
    constraint plate_reads_outcome_known check (
        outcome in ('entered', 'left', 'duplicate', 'review', 'no_match', 'refused', 'admitted', 'dismissed')
    ),
    constraint plate_reads_decision_has_actor check ((decided_by is null) = (decided_at is null))
);

create index plate_reads_recent_idx on plate_reads (camera_id, plate_hash, received_at);
create index plate_reads_review_idx on plate_reads (site_id, received_at) where outcome = 'review';
create index plate_reads_received_at_idx on plate_reads (received_at);
create index plate_reads_visit_id_idx on plate_reads (visit_id, city_id) where visit_id is not null;
create index plate_reads_proposed_idx on plate_reads (proposed_reservation_id, city_id) where proposed_reservation_id is not null;

-- The pictures of reads at sites that keep them.
create table plate_images (
    read_id uuid not null,
    city_id uuid not null,
    content_type text not null,
    image bytea not null,
    created_at timestamptz not null,
    constraint plate_images_pkey primary key (read_id, city_id),
    constraint plate_images_read_id_fkey foreign key (read_id, city_id) references plate_reads (id, city_id) on delete cascade,
    constraint plate_images_type_known check (content_type in ('image/jpeg', 'image/png')),
    constraint plate_images_size_valid check (length(image) between 1 and 524288)
);

comment on column plate_reads.plate_sealed is 'The plate, encrypted under a key made from JWT_SECRET.';
comment on column plate_reads.plate_hash is 'Keyed hash of the plate, as in vehicles.';
comment on column plate_reads.captured_at is 'By the clock of the camera.';
comment on column plate_reads.proposed_reservation_id is 'A stay with a similar plate, for the decision of an operator.';
