-- Versions that yield policies published, each with what was measured. Append-only, because it is the public reason of a price.
create table yield_changes (
    id uuid not null,
    city_id uuid not null,
    tariff_id uuid not null,
    version_id uuid not null,
    base_version_id uuid not null,
    from_level text not null,
    to_level text not null,
    occupied integer not null,
    capacity integer not null,
    policy jsonb not null,
    at timestamptz not null,
    constraint yield_changes_pkey primary key (id, city_id),
    constraint yield_changes_tariff_id_fkey foreign key (tariff_id, city_id) references tariffs (id, city_id),
    constraint yield_changes_version_id_fkey foreign key (version_id, city_id) references tariff_versions (id, city_id),
    constraint yield_changes_base_version_id_fkey foreign key (base_version_id, city_id) references tariff_versions (id, city_id),
    constraint yield_changes_version_id_key unique (version_id, city_id),
    constraint yield_changes_from_level_known check (from_level in ('low', 'normal', 'high')),
    constraint yield_changes_to_level_known check (to_level in ('low', 'normal', 'high')),
    constraint yield_changes_level_changes check (from_level <> to_level),
    constraint yield_changes_occupied_within_capacity check (occupied between 0 and capacity and capacity > 0),
    constraint yield_changes_policy_is_object check (jsonb_typeof(policy) = 'object')
);

create index yield_changes_tariff_id_idx on yield_changes (tariff_id, city_id, id);
create index yield_changes_base_version_id_idx on yield_changes (base_version_id, city_id);

create trigger yield_changes_append_only before update or delete or truncate on yield_changes
    for each statement execute function refuse_change();

comment on column yield_changes.version_id is 'The version with the rates of to_level.';
comment on column yield_changes.base_version_id is 'The version with the operator''s own rates.';
comment on column yield_changes.occupied is 'Spots with a stay in progress, among those of capacity.';
comment on column yield_changes.capacity is 'Spots of the tariff in service and not closed.';
comment on column yield_changes.policy is 'The policy at that time.';
