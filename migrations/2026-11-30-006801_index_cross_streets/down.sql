drop index zones_to_search_idx;
drop index zones_from_search_idx;
