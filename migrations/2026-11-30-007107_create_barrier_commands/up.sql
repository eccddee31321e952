-- Orders to open a barrier. The device must not open after the expiry.
create table barrier_commands (
    id uuid not null,
    city_id uuid not null,
    site_id uuid not null,
    lane_id uuid not null,
    device_id uuid not null,
    visit_id uuid,
    nonce bytea not null,
    actor text not null,
    reason text not null,
    issued_at timestamptz not null,
    expires_at timestamptz not null,
    delivered_at timestamptz,
    finished_at timestamptz,
    outcome text,
    constraint barrier_commands_pkey primary key (id, city_id),
    constraint barrier_commands_lane_id_fkey foreign key (lane_id, city_id) references lanes (id, city_id),
    constraint barrier_commands_device_id_fkey foreign key (device_id, city_id) references devices (id, city_id),
    constraint barrier_commands_visit_id_fkey foreign key (visit_id, city_id) references visits (id, city_id),
    constraint barrier_commands_nonce_length check (length(nonce) = 16),
    constraint barrier_commands_expire_soon check (expires_at > issued_at and expires_at <= issued_at + interval '10 seconds'),
    constraint barrier_commands_outcome_known check (outcome in ('opened', 'failed', 'expired')),
    constraint barrier_commands_outcome_has_time check ((outcome is null) = (finished_at is null))
);

create index barrier_commands_pending_idx on barrier_commands (device_id, issued_at) where outcome is null;
create index barrier_commands_lane_id_idx on barrier_commands (lane_id, city_id);
create index barrier_commands_device_id_idx on barrier_commands (device_id, city_id);
create index barrier_commands_visit_id_idx on barrier_commands (visit_id, city_id) where visit_id is not null;

comment on column barrier_commands.nonce is 'The device repeats it with the outcome.';
comment on column barrier_commands.visit_id is 'The visit that justifies it; null if an operator or an exit without a visit does.';
