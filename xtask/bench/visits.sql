-- 100 garages of 200 spots at a usual rate, each with an entrance and an exit whose barriers one gateway opens.
-- Triggers are disabled, so that the seed publishes no changes.
set session_replication_role = replica;
set client_min_messages = warning;

create function pg_temp.numbered(kind text, n int) returns uuid language sql as $$
    select ('00000000-0000-7000-' || kind || '-' || lpad(to_hex(n), 12, '0'))::uuid
$$;

insert into cities (id, slug, name, time_zone, currency)
values ('00000000-0000-7000-8000-000000000001', 'bench', 'Bench', 'America/New_York', 'USD');

insert into sites (id, city_id, source_ref, kind, name, lat, lng, access, entry_mode, created_at, updated_at)
select pg_temp.numbered('8004', n), '00000000-0000-7000-8000-000000000001', 'site ' || n, 'garage', 'Garage ' || n,
    40.7 + n / 10 * 0.01, -74.0 + n % 10 * 0.01, 'public', 'barrier', now(), now()
from generate_series(0, 99) n;

insert into zones (id, city_id, source_ref, street, from_street, to_street, side, line, site_id, level)
select pg_temp.numbered('8003', n), s.city_id, s.source_ref, s.name, '', '', 'unknown',
    format('linestring(%s %s, %s %s)', s.lng, s.lat, s.lng + 0.0005, s.lat)::geography, s.id, '1'
from generate_series(0, 99) n join sites s on s.id = pg_temp.numbered('8004', n);

insert into spots (id, city_id, zone_id, source_ref, label, lat, lng, rate_minor_per_hour)
select pg_temp.numbered('8001', n * 200 + spot), s.city_id, pg_temp.numbered('8003', n), 'spot ' || n * 200 + spot, 'S' || spot, s.lat, s.lng, 450
from generate_series(0, 99) n join sites s on s.id = pg_temp.numbered('8004', n) cross join generate_series(0, 199) spot
order by 1;

insert into devices (id, city_id, site_id, kind, name, key_hash, created_at)
select pg_temp.numbered('8005', n), s.city_id, s.id, 'gateway', 'Gateway', sha256(s.source_ref::bytea), now()
from generate_series(0, 99) n join sites s on s.id = pg_temp.numbered('8004', n);

insert into lanes (id, city_id, site_id, name, direction, gateway_id, created_at)
select pg_temp.numbered('8006', n * 2 + side), s.city_id, s.id, direction, direction, pg_temp.numbered('8005', n), now()
from generate_series(0, 99) n join sites s on s.id = pg_temp.numbered('8004', n) cross join (values (0, 'in'), (1, 'out')) d (side, direction);

insert into users (id, email, password_hash) values ('00000000-0000-7000-8000-000000000002', 'bench@example.com', 'none');

reset session_replication_role;
vacuum analyze;
checkpoint;
