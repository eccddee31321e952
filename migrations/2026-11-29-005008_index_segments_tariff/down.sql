drop index segments_quote_id_idx;
drop index segments_tariff_version_id_idx;
