-- For the search of crossings: the cross streets of zones by the beginning of their name.
-- safe because: building an index reads its table once, under a lock that allows reads. Zones change by imports and by operators only, and
-- wait for about a second.
create index zones_from_search_idx on zones (from_search text_pattern_ops) where site_id is null;
create index zones_to_search_idx on zones (to_search text_pattern_ops) where site_id is null;
