-- Inserts `jobs` confirmed stays, each on its own spot with a working card. The ends are due at `due` (seconds since 1970): all at once when
-- `rate` is 0, otherwise `rate` per second. Triggers are disabled, so that the seed publishes no changes.
begin;
set local session_replication_role = replica;

insert into cities (id, slug, name, time_zone, currency)
values ('00000000-0000-7000-8000-000000000001', 'bench', 'Bench', 'America/New_York', 'USD');

insert into zones (id, city_id, source_ref, street, from_street, to_street, side, line)
values ('00000000-0000-7000-8000-000000000003', '00000000-0000-7000-8000-000000000001', '1', 'Street', 'A', 'B', 'N',
    'linestring(-73.99 40.75, -73.98 40.75)');

insert into users (id, email, password_hash) values ('00000000-0000-7000-8000-000000000002', 'bench@example.com', 'none');

create temporary table stays on commit drop as
select n, gen_random_uuid() as spot, gen_random_uuid() as reservation, due, tstzrange(date_trunc('second', due) - interval '1 hour', date_trunc('second', due)) as period
from (select n, to_timestamp(:due) + coalesce(n / nullif(:rate, 0)::double precision, 0) * interval '1 second' as due
    from generate_series(0, :jobs - 1) n) as ends;

insert into spots (id, city_id, zone_id, source_ref, label, lat, lng, rate_minor_per_hour)
select spot, '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000003', n::text, 'S' || n,
    40.66 + random() * 0.18, -74.11 + random() * 0.237, 300
from stays;

insert into reservations (id, city_id, spot_id, user_id, period, status, revision, rate_minor_per_hour, currency,
    stripe_customer_id, stripe_payment_method_id, card_brand, card_last4, created_at, agreed_minor)
select reservation, '00000000-0000-7000-8000-000000000001', spot, '00000000-0000-7000-8000-000000000002', period, 'confirmed', 2, 300, 'USD',
    :'customer', 'pm_card_visa', 'visa', '4242', lower(period), 300
from stays;

insert into reservation_transitions (id, reservation_id, city_id, revision, event, from_status, to_status, period, actor, at)
select gen_random_uuid(), reservation, '00000000-0000-7000-8000-000000000001', revision, event, before, after, period, 'bench', lower(period)
from stays, (values (1, 'hold', null, 'held'), (2, 'confirm', 'held', 'confirmed')) as steps (revision, event, before, after);

insert into segments (id, city_id, reservation_id, revision, agreed, period, rate_minor_per_hour, created_at)
select gen_random_uuid(), '00000000-0000-7000-8000-000000000001', reservation, 1, period, period, 300, lower(period)
from stays;

insert into charges (id, city_id, reservation_id, kind, revision, seconds, amount_minor, currency, state, created_at)
select gen_random_uuid(), '00000000-0000-7000-8000-000000000001', reservation, 'stay', 2, 0, 0, 'USD', 'set_up', lower(period)
from stays;

insert into jobs (id, kind, payload, dedupe_key, run_at, created_at)
select gen_random_uuid(), 'reservation.end', jsonb_build_object('reservation_id', reservation, 'revision', 2), reservation, due, lower(period)
from stays;
commit;

vacuum analyze;
