-- A zone of a site has a level or a boundary. Its line, which the previous version of the code reads and maps show, is then the ring of
-- the boundary; its side is unknown, and its street is the name of the zone.
-- safe because: the columns are null for all rows, and the previous version neither reads nor writes them.
alter table zones
    add column site_id uuid,
    add column level text,
    add column boundary geography (polygon, 4326),
    -- The zone lies in the city of its site.
    add constraint zones_site_id_fkey foreign key (site_id, city_id) references sites (id, city_id),
    add constraint zones_level_not_blank check (level ~ '\S');

create index zones_site_id_idx on zones (site_id, city_id) where site_id is not null;

comment on column zones.site_id is 'Null for a zone of a street.';
comment on column zones.level is 'Level in a garage, as on its signs, such as 2 or P1.';
comment on column zones.boundary is 'Outer ring of a zone that is an area; null for a kerb.';
