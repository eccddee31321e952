-- The names of a zone in the form of the search, and the middle of its line, from which the search measures distances without reading the line.
-- safe because: the columns are computed from others, and the previous version names the columns that it writes. The table, which has a row
-- for each side of a block, is rewritten once under a lock: about a second for 10,000 rows.
alter table zones
    add column street_search text not null generated always as (normalize_place_name(street)) stored,
    add column from_search text not null generated always as (normalize_place_name(from_street)) stored,
    add column to_search text not null generated always as (normalize_place_name(to_street)) stored,
    add column middle_lat double precision not null
        generated always as (st_y(st_lineinterpolatepoint(line::geometry, 0.5))) stored,
    -- A line across the 180th meridian would have its middle on the other side of the earth.
    add column middle_lng double precision not null generated always as (
        case
            when st_xmax(line::geometry) - st_xmin(line::geometry) > 180 then st_x(st_startpoint(line::geometry))
            else st_x(st_lineinterpolatepoint(line::geometry, 0.5))
        end
    ) stored;
