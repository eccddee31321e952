-- The last published state of a site: the memory of the hysteresis.
create table site_states (
    site_id uuid not null,
    city_id uuid not null,
    state text not null,
    changed_at timestamptz not null,
    constraint site_states_pkey primary key (site_id, city_id),
    constraint site_states_site_id_fkey foreign key (site_id, city_id) references sites (id, city_id),
    constraint site_states_state_known check (state in ('free', 'few', 'full'))
);

-- Append-only.
create table site_state_changes (
    id uuid not null,
    city_id uuid not null,
    site_id uuid not null,
    from_state text,
    to_state text not null,
    free integer not null,
    total integer not null,
    at timestamptz not null,
    constraint site_state_changes_pkey primary key (id, city_id),
    constraint site_state_changes_site_id_fkey foreign key (site_id, city_id) references sites (id, city_id),
    constraint site_state_changes_states_known check (from_state in ('free', 'few', 'full') and to_state in ('free', 'few', 'full'))
);

create index site_state_changes_site_id_idx on site_state_changes (site_id, city_id, at);

create trigger site_state_changes_append_only before update or delete or truncate on site_state_changes
    for each statement execute function refuse_change();

comment on column site_state_changes.free is 'As counted, not clamped.';
