-- Assigns tariffs to every second zone that has spots: a tariff for six zones, and 30 different documents. All stays of an hour are
-- allowed, so that a page has as many spots as without tariffs.
-- Triggers are disabled, so that the seed publishes no changes.
set session_replication_role = replica;
set client_min_messages = warning;

create temporary table assigned as
select zone_id, city_id, (row_number() over (order by zone_id) - 1) / 6 as tariff
from (select zone_id, city_id, row_number() over (order by zone_id) as n from spots group by zone_id, city_id) z where n % 2 = 0;

insert into tariffs (id, city_id, name, created_at, updated_at)
select distinct ('00000000-0000-7000-8004-' || lpad(to_hex(tariff), 12, '0'))::uuid, city_id, 'Tariff ' || tariff, now(), now() from assigned;

insert into tariff_versions (id, city_id, tariff_id, number, effective_from, time_zone, document, published_at)
select ('00000000-0000-7000-8005-' || lpad(to_hex(tariff), 12, '0'))::uuid, city_id,
    ('00000000-0000-7000-8004-' || lpad(to_hex(tariff), 12, '0'))::uuid, 1, now() - interval '1 day', 'America/New_York',
    jsonb_build_object(
        'currency', 'USD', 'outside', 'free',
        'bands', jsonb_build_array(
            jsonb_build_object('days', array['mon', 'tue', 'wed', 'thu', 'fri', 'sat'], 'from', '07:00', 'to', '13:00',
                'rate_minor_per_hour', 300 + kind * 10),
            jsonb_build_object('days', array['mon', 'tue', 'wed', 'thu', 'fri', 'sat'], 'from', '13:00', 'to', '19:00',
                'rate_minor_per_hour', 400 + kind * 10,
                'steps', jsonb_build_array(jsonb_build_object('after_minutes', 30, 'rate_minor_per_hour', 500 + kind * 10))),
            jsonb_build_object('from', '19:00', 'to', '23:00', 'rate_minor_per_hour', 200 + kind)),
        'classes', jsonb_build_array(jsonb_build_object('class', 'motorcycle', 'factor', '1/2')),
        'increment_seconds', 60 * (1 + kind % 3),
        'caps', jsonb_build_object('per_day_minor', 3000 + kind),
        'max_stay_minutes', 240,
        'transitions', jsonb_build_object('overpayment', 'lost', 'follow_through', 'split', 'prepay', 'allowed')),
    now() - interval '1 day'
from (select distinct tariff, city_id, tariff % 30 as kind from assigned) t;

insert into tariff_assignments (id, city_id, tariff_id, zone_id, starts_at, created_at)
select ('00000000-0000-7000-8006-' || right(zone_id::text, 12))::uuid, city_id,
    ('00000000-0000-7000-8004-' || lpad(to_hex(tariff), 12, '0'))::uuid, zone_id, now() - interval '1 day', now()
from assigned;

analyze tariffs, tariff_versions, tariff_assignments;
