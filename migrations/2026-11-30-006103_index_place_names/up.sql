-- For the search by name. Names of zones of sites, such as those of levels, are not searched. The trigram indexes serve beginnings of words
-- of any length: a pattern with one letter contains the trigram of a word's first letter.
-- safe because: building an index reads its table once, under a lock that allows reads. Zones and spots change by imports and by operators
-- only, and wait for about a second.
create index zones_street_search_idx on zones (street_search text_pattern_ops, city_id) where site_id is null;
create index zones_street_trigrams_idx on zones using gin (street_search gin_trgm_ops) where site_id is null;
create index sites_name_trigrams_idx on sites using gin (name_search gin_trgm_ops) where retired_at is null;

-- For the search by the beginning of a reference or of a label.
create index zones_reference_prefix_idx on zones (reference_key(source_ref) text_pattern_ops);
create index spots_reference_prefix_idx on spots (reference_key(source_ref) text_pattern_ops) where retired_at is null;
create index spots_label_prefix_idx on spots (reference_key(label) text_pattern_ops) where retired_at is null;
