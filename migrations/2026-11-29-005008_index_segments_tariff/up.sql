-- safe because: the indexes are empty; building them reads the table once, under a lock that allows reads.
create index segments_tariff_version_id_idx on segments (tariff_version_id, city_id) where tariff_version_id is not null;
create index segments_quote_id_idx on segments (quote_id, city_id) where quote_id is not null;
