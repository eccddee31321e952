-- Rights of drivers to a highest rate per hour in a city, which its terms or those of its sites state.
create table reduced_rate_permits (
    id uuid not null,
    city_id uuid not null constraint reduced_rate_permits_city_id_fkey references cities (id),
    user_id uuid not null constraint reduced_rate_permits_user_id_fkey references users (id),
    reference text not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    granted_by uuid constraint reduced_rate_permits_granted_by_fkey references users (id),
    created_at timestamptz not null,
    revoked_at timestamptz,
    constraint reduced_rate_permits_pkey primary key (id, city_id),
    constraint reduced_rate_permits_reference_valid check (reference <> ''),
    constraint reduced_rate_permits_ends_after_start check (ends_at > starts_at),
    constraint reduced_rate_permits_no_overlap exclude using gist (
        user_id with =,
        city_id with =,
        (tstzrange(starts_at, ends_at)) with &&
    ) where (revoked_at is null)
);

create index reduced_rate_permits_city_id_idx on reduced_rate_permits (city_id, id);
create index reduced_rate_permits_user_id_idx on reduced_rate_permits (user_id);
create index reduced_rate_permits_granted_by_idx on reduced_rate_permits (granted_by) where granted_by is not null;

comment on table reduced_rate_permits is 'Removed when the user''s data is erased.';
comment on column reduced_rate_permits.reference is 'The operator''s own number of the permit. Personal data.';
comment on column reduced_rate_permits.ends_at is 'Exclusive.';
comment on column reduced_rate_permits.granted_by is 'Null if it was granted on the command line.';
