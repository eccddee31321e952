-- Proposed versions of tariffs. Nothing is priced by a draft; publishing it makes a version.
create table tariff_drafts (
    id uuid not null,
    city_id uuid not null,
    tariff_id uuid not null,
    document jsonb not null,
    evidence jsonb not null,
    created_at timestamptz not null,
    published_version_id uuid,
    discarded_at timestamptz,
    constraint tariff_drafts_pkey primary key (id, city_id),
    constraint tariff_drafts_tariff_id_fkey foreign key (tariff_id, city_id) references tariffs (id, city_id),
    constraint tariff_drafts_published_version_id_fkey foreign key (published_version_id, city_id)
        references tariff_versions (id, city_id),
    constraint tariff_drafts_published_version_id_key unique (published_version_id, city_id),
    constraint tariff_drafts_document_is_object check (jsonb_typeof(document) = 'object'),
    constraint tariff_drafts_evidence_is_object check (jsonb_typeof(evidence) = 'object'),
    constraint tariff_drafts_one_end check (num_nonnulls(published_version_id, discarded_at) <= 1)
);

create index tariff_drafts_tariff_id_idx on tariff_drafts (tariff_id, city_id);

comment on column tariff_drafts.evidence is 'Measured occupancy, and the rates that follow from it. Kept as the public reason of the published version.';
comment on column tariff_drafts.published_version_id is 'Null unless it was published.';
