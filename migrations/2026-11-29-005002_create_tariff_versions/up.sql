-- Published versions of tariffs. Append-only, because stays are billed by the version that was accepted.
create table tariff_versions (
    id uuid not null,
    city_id uuid not null,
    tariff_id uuid not null,
    number integer not null,
    effective_from timestamptz not null,
    time_zone text not null,
    document jsonb not null,
    published_by uuid constraint tariff_versions_published_by_fkey references users (id),
    published_at timestamptz not null,
    constraint tariff_versions_pkey primary key (id, city_id),
    constraint tariff_versions_tariff_id_fkey foreign key (tariff_id, city_id) references tariffs (id, city_id),
    constraint tariff_versions_number_key unique (tariff_id, number, city_id),
    constraint tariff_versions_number_positive check (number > 0),
    constraint tariff_versions_time_zone_valid check (time_zone ~ '^[A-Za-z_]+(/[A-Za-z0-9_+-]+)*$'),
    constraint tariff_versions_document_is_object check (jsonb_typeof(document) = 'object')
);

create index tariff_versions_tariff_id_idx on tariff_versions (tariff_id, city_id);
create index tariff_versions_published_by_idx on tariff_versions (published_by) where published_by is not null;

create trigger tariff_versions_append_only before update or delete or truncate on tariff_versions
    for each statement execute function refuse_change();

comment on column tariff_versions.effective_from is 'Of the effective versions of a tariff, that with the latest time applies, then the highest number.';
comment on column tariff_versions.time_zone is 'IANA name of the city''s zone at publication: the bands keep their meaning if it changes.';
comment on column tariff_versions.document is 'Prices and rules, as docs/TARIFFS.md describes them.';
comment on column tariff_versions.published_by is 'Null if it was published on the command line.';
