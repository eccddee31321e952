-- Inserts `spots` spots and `reservations` reservations with the density of a city. The optional table bench.file has the positions of parking
-- meters. Six or seven spots lie within a few tens of metres of each position, beginning in the city centre; every 100,000 spots a copy of the
-- city begins one degree further east. So fewer spots are a smaller city with the same density.
-- The last reservation of a spot is in the future, the one before is current on every other spot, the others are over.
-- Triggers are disabled, so that the seed publishes no changes.
set session_replication_role = replica;
set maintenance_work_mem = '1GB';
alter system set max_wal_size = '16GB';
select pg_reload_conf() \g /dev/null
set client_min_messages = warning;
select setseed(0.5) \g /dev/null

create schema if not exists bench;
create table bench.around (n int primary key, lat double precision, lng double precision);
select to_regclass('bench.file') is not null as has_file \gset
\if :has_file
insert into bench.around
select row_number() over (order by power(lat - 40.7549, 2) + power((lng + 73.9840) * 0.757, 2), lat, lng) - 1, lat, lng
from (select lat::double precision, lon::double precision as lng from bench.file where lat <> '' and lon <> '') f;
\else
insert into bench.around
select row_number() over (order by power(lat - 40.7549, 2) + power((lng + 73.9840) * 0.757, 2)) - 1, lat, lng
from (select 40.66 + random() * 0.18 as lat, -74.11 + random() * 0.237 as lng from generate_series(1, 15582)) f;
\endif
select count(*) as around from bench.around \gset

insert into cities (id, slug, name, time_zone, currency)
values ('00000000-0000-7000-8000-000000000001', 'bench', 'Bench', 'America/New_York', 'USD');

-- A zone for every eight positions.
insert into zones (id, city_id, source_ref, street, from_street, to_street, side, line)
select ('00000000-0000-7000-8003-' || lpad(to_hex(copy * 10000 + n / 8), 12, '0'))::uuid, '00000000-0000-7000-8000-000000000001',
    (copy * 10000 + n / 8)::text, 'Street ' || n / 8, 'A', 'B', 'N',
    format('linestring(%s %s, %s %s)', lng + copy, lat, lng + copy + 0.001, lat)::geography
from generate_series(0, (:spots - 1) / 100000) copy cross join bench.around where n % 8 = 0;

insert into spots (id, city_id, zone_id, source_ref, label, lat, lng, rate_minor_per_hour)
select ('00000000-0000-7000-8001-' || lpad(to_hex(s.n), 12, '0'))::uuid, '00000000-0000-7000-8000-000000000001',
    ('00000000-0000-7000-8003-' || lpad(to_hex(s.copy * 10000 + a.n / 8), 12, '0'))::uuid, 'spot ' || s.n, 'S' || s.n,
    a.lat + (random() - 0.5) * 0.0005, a.lng + s.copy + (random() - 0.5) * 0.0007, 300 + (random() * 400)::int
from (select n, n / 100000 as copy, ((n % 100000)::bigint * :around / 100000)::int as at from generate_series(0, :spots - 1) n) s
    join bench.around a on a.n = s.at
order by s.n;

insert into users (id, email, password_hash) values ('00000000-0000-7000-8000-000000000002', 'bench@example.com', 'none');

-- Building the indexes afterwards is faster than updating them for each row.
create temporary table indexes as
select pg_get_indexdef(indexrelid) as definition, indexrelid::regclass::text as name from pg_index
where indrelid = 'reservations'::regclass and not exists (select 1 from pg_constraint where conindid = indexrelid);
select 'drop index ' || name from indexes \gexec

-- In the order of a real city: by day, not by spot.
select :reservations / :spots as each \gset
select format(
    'insert into reservations (id, city_id, spot_id, user_id, period, status, revision, rate_minor_per_hour, currency,
        stripe_payment_method_id, created_at, agreed_minor)
    select (''00000000-0000-7000-8002-'' || lpad(to_hex(%1$s::bigint * %2$s + n), 12, ''0''))::uuid, city_id, id,
        ''00000000-0000-7000-8000-000000000002'', tstzrange(starts_at, starts_at + interval ''3 hours''), ''%3$s'', 3, rate_minor_per_hour, ''USD'',
        ''pm_bench'', now() - interval ''20 days'', 3 * rate_minor_per_hour
    from (select *, date_trunc(''second'', now()) + interval ''%4$s days'' + case when %4$s = 0 then n %% 2 * interval ''6 hours'' else interval ''0'' end
        as starts_at from (select *, substr(source_ref, 6)::int as n from spots) s) s',
    k, :spots, case when k < :each - 1 then 'completed' else 'confirmed' end, k - (:each - 1))
from generate_series(1, :each) k \gexec

select definition from indexes \gexec
reset session_replication_role;
vacuum analyze;
-- Writes all dirty pages before the measurement.
alter system reset max_wal_size;
select pg_reload_conf() \g /dev/null
checkpoint;
