drop index spots_label_prefix_idx;
drop index spots_reference_prefix_idx;
drop index zones_reference_prefix_idx;
drop index sites_name_trigrams_idx;
drop index zones_street_trigrams_idx;
drop index zones_street_search_idx;
