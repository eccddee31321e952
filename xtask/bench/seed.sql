-- 100,000 spots on 20 km × 20 km, ten reservations each: eight that are over, one now on every other spot, the rest to come.
-- Triggers rest meanwhile: a seed is no news.
set session_replication_role = replica;

insert into cities (id, slug, name, time_zone, currency)
values ('00000000-0000-7000-8000-000000000001', 'bench', 'Bench', 'America/New_York', 'USD');

insert into zones (id, city_id, source_ref, street, from_street, to_street, side, line)
select gen_random_uuid(), '00000000-0000-7000-8000-000000000001', n::text, 'Street ' || n, 'A', 'B', 'N',
    'linestring(-73.99 40.75, -73.98 40.75)'
from generate_series(1, 2000) n;

insert into spots (id, city_id, zone_id, source_ref, label, lat, lng, rate_minor_per_hour)
select gen_random_uuid(), '00000000-0000-7000-8000-000000000001', z.id, 'spot ' || n, 'S' || n,
    40.66 + random() * 0.18, -74.11 + random() * 0.237, 300 + (random() * 400)::int
from generate_series(1, 100000) n join zones z on z.source_ref = (1 + n % 2000)::text;

insert into users (id, email, password_hash) values ('00000000-0000-7000-8000-000000000002', 'bench@example.com', 'none');

insert into reservations (id, city_id, spot_id, user_id, period, status, revision, rate_minor_per_hour, currency,
    stripe_payment_method_id, created_at, agreed_minor)
select gen_random_uuid(), s.city_id, s.id, '00000000-0000-7000-8000-000000000002',
    tstzrange(date_trunc('second', now()) + (k - 9) * interval '1 day' + case when k = 9 and s.n % 2 = 0 then interval '6 hours' else interval '0' end,
        date_trunc('second', now()) + (k - 9) * interval '1 day' + case when k = 9 and s.n % 2 = 0 then interval '6 hours' else interval '0' end + interval '3 hours'),
    case when k < 9 then 'completed' else 'confirmed' end, 3, s.rate_minor_per_hour, 'USD', 'pm_bench', now() - interval '20 days', 3 * s.rate_minor_per_hour
from (select *, row_number() over () as n from spots) s cross join generate_series(1, 10) k;

reset session_replication_role;
vacuum analyze;
