-- Inserts a city of 12,502 zones, as many as New York's parking meters have, with the names of streets of a large city: numbered streets in
-- two directions, numbered avenues, and named streets and avenues. Each zone has one spot.
-- Triggers are disabled, so that the seed publishes no changes.
set session_replication_role = replica;

insert into cities (id, slug, name, time_zone, currency)
values ('00000000-0000-7000-8000-000000000001', 'bench', 'Bench', 'America/New_York', 'USD');

create temporary table named as
select row_number() over () - 1 as n, name
from unnest(string_to_array('Amsterdam,Astoria,Atlantic,Bay,Bedford,Bergen,Bowery,Bridge,Broome,Canal,Church,Clinton,Columbus,Court,Delancey,'
    'Division,Eldridge,Essex,Flatbush,Forest,Franklin,Fulton,Grand,Greene,Hester,Hillside,Houston,Hudson,Jamaica,Jerome,Lafayette,Lenox,'
    'Lexington,Liberty,Ludlow,Madison,Manhattan,Mercer,Metropolitan,Mott,Mulberry,Myrtle,Nostrand,Orchard,Park,Pearl,Pitkin,Prince,Queens,'
    'Rivington,Roosevelt,Spring,Steinway,Sullivan,Sutphin,Thompson,Tremont,Utica,Vernon,Wyckoff', ',')) as name;

create temporary table kerbs as
select n, round((40.6 + (n * 7919 % 12502) / 12502.0 * 0.28)::numeric, 6) as lat,
    round((-74.03 + (n * 104729 % 12502) / 12502.0 * 0.3)::numeric, 6) as lng,
    case n % 5
        when 0 then 'West ' || n / 5 % 220 + 1 || ' Street'
        when 1 then 'East ' || n / 5 % 220 + 1 || ' Street'
        when 2 then n / 5 % 120 + 1 || ' Avenue'
        when 3 then (select name from named where named.n = k.n / 5 % 60) || ' Avenue'
        else case when n % 50 = 4 then 'Broadway' else (select name from named where named.n = k.n / 5 % 60) || ' Street' end
    end as street,
    case when n % 5 < 2 then n % 12 + 1 || ' Avenue' else 'West ' || n % 220 + 1 || ' Street' end as from_street,
    case when n % 5 < 2 then n % 12 + 2 || ' Avenue' else 'West ' || n % 220 + 2 || ' Street' end as to_street
from generate_series(0, 12501) as k (n);

insert into zones (id, city_id, source_ref, street, from_street, to_street, side, line)
select ('00000000-0000-7000-8003-' || lpad(to_hex(n), 12, '0'))::uuid, '00000000-0000-7000-8000-000000000001', 'zone ' || n, street,
    from_street, to_street, 'N', format('linestring(%s %s, %s %s)', lng, lat, lng + 0.001, lat)::geography
from kerbs;

insert into spots (id, city_id, zone_id, source_ref, label, lat, lng, rate_minor_per_hour)
select ('00000000-0000-7000-8001-' || lpad(to_hex(n), 12, '0'))::uuid, '00000000-0000-7000-8000-000000000001',
    ('00000000-0000-7000-8003-' || lpad(to_hex(n), 12, '0'))::uuid, 'spot ' || n, n + 100000, lat, lng, 450
from kerbs;

reset session_replication_role;
vacuum analyze;
checkpoint;
