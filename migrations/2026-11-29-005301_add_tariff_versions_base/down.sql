alter table tariff_versions drop column base_version_id;
