drop table tariff_versions;
