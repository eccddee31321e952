drop function normalize_place_name(text);
drop extension pg_trgm;
