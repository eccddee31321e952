-- The version with the operator's own rates, for versions whose rates follow from a rule.
-- safe because: the column is null for all rows, and the previous version neither reads nor writes it. The foreign key is validated in a
-- later migration, which does not block writes.
alter table tariff_versions
    add column base_version_id uuid,
    add constraint tariff_versions_base_version_id_fkey foreign key (base_version_id, city_id)
        references tariff_versions (id, city_id) not valid;

comment on column tariff_versions.base_version_id is 'Null if an operator or an import set the rates of this version.';
