-- Name and address of a site in the form of the search.
-- safe because: the column is computed from others, and the previous version names the columns that it writes. The table is small.
alter table sites
    add column name_search text not null generated always as (normalize_place_name(name || ' ' || address)) stored;
