-- 2,000 spots along two kilometres of streets.
insert into cities (id, slug, name, time_zone, currency)
values ('00000000-0000-7000-8000-000000000001', 'bench', 'Bench', 'America/New_York', 'USD');

insert into zones (id, city_id, source_ref, street, from_street, to_street, side, line)
values ('00000000-0000-7000-8000-000000000003', '00000000-0000-7000-8000-000000000001', '1', 'Street', 'A', 'B', 'N',
    'linestring(-73.99 40.75, -73.98 40.75)');

insert into spots (id, city_id, zone_id, source_ref, label, lat, lng, rate_minor_per_hour)
select gen_random_uuid(), '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000003', n::text, 'S' || n,
    40.75 + (n % 50) * 0.0004, -73.99 + (n / 50) * 0.0005, 450
from generate_series(0, 1999) n;

vacuum analyze;
