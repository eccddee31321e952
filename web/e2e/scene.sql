-- Data of a city after a month of operation: past stays, paid and unpaid, and current stays.
-- For screenshots only, because no route can create past stays.
begin;
select setseed(0.42);
-- Disables triggers, because these rows need no live changes.
set local session_replication_role = replica;

-- The spots have existed for the whole month.
update spots set created_at = now() - interval '60 days';

create function pg_temp.id_at(moment timestamptz) returns uuid language sql volatile as $$
    select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || '7' || substr(md5(random()::text), 1, 3)
        || '8' || substr(md5(random()::text), 1, 15))::uuid
$$;

create temporary table names on commit drop as
select row_number() over () as number, name || '@' || (array['example.com', 'mail.example', 'post.example'])[1 + (length(name) % 3)] as email
from unnest(array['ada.lindqvist', 'ben.okafor', 'carla.ruiz', 'd.whitfield', 'ewa.nowak', 'farid.haddad', 'g.marchetti', 'hana.sato',
    'ian.mcrae', 'j.oyelaran', 'katya.b', 'leo.fontaine', 'maya.patel', 'noor.rahman', 'olga.petrov', 'p.delacroix', 'quinn.avery',
    'rosa.jimenez', 'sam.tanaka', 't.brennan', 'uma.krishnan', 'viktor.h', 'wren.calloway', 'yusuf.demir']) as name;

insert into guests (id, email, created_at)
select pg_temp.id_at(now() - interval '31 days'), email, now() - interval '31 days' from names where number > 8;
insert into users (id, email, password_hash, email_confirmed_at, created_at)
select pg_temp.id_at(moment), email, '-', moment, moment
from names, lateral (select now() - interval '40 days' + number * interval '7 hours' as moment) at where number <= 8;

create temporary table drivers on commit drop as
select row_number() over (order by email) as number, id, kind, email from (
    select id, 'user' as kind, email from users where password_hash = '-'
    union all select id, 'guest', email from guests where email in (select email from names)
) everybody;

-- Past stays: more around noon, fewer on Sundays. Then current and future stays.
create temporary table stays on commit drop as
select pg_temp.id_at(lower(period) - interval '4 minutes') as id, spots.*, period, status,
    (1 + floor(random() * 24))::int as driver, random() as luck, row_number() over () as number
from (
    select id as spot_id, city_id, rate_minor_per_hour as rate, label from spots where retired_at is null
        and not exists (select from reservations r where r.spot_id = spots.id and r.status in ('held', 'confirmed'))
) spots,
lateral (
    select tstzrange(start, start + (interval '1 minute' * (25 + floor(random() * 95)))) as period, 'completed' as status
    from generate_series(1, 30) as day, unnest(array[8, 10.5, 13, 16, 19]) as hour,
        lateral (
            select date_trunc('second', (current_date - day::int)::timestamp at time zone 'America/New_York'
                + hour * interval '1 hour' + (random() * 1500 + length(label)) * interval '1 second') as start
        ) at
    where random() < case extract(isodow from current_date - day::int) when 7 then 0.14 when 6 then 0.28 else 0.36 end
        * case when hour between 10 and 14 then 1.3 else 0.8 end + (30 - day) * 0.004
    union all
    select tstzrange(date_trunc('second', now() - interval '1 minute' * (8 + floor(random() * 60))),
        date_trunc('second', now() + interval '1 minute' * (16 + floor(random() * 100)))), 'confirmed'
    where random() < 0.38
    union all
    select tstzrange(date_trunc('hour', now()) + interval '4 hours', date_trunc('hour', now()) + interval '6 hours'), 'confirmed'
    where random() < 0.06
) periods;

insert into reservations (id, city_id, spot_id, user_id, guest_id, period, status, revision, rate_minor_per_hour, currency,
    stripe_customer_id, stripe_setup_intent_id, stripe_payment_method_id, card_brand, card_last4, card_exp_month, card_exp_year,
    created_at, agreed_minor, must_confirm_email, email_confirmed_at)
select s.id, city_id, spot_id, case kind when 'user' then d.id end, case kind when 'guest' then d.id end, period, status,
    case status when 'completed' then 3 else 2 end, rate, 'USD', 'cus_' || substr(md5(d.id::text), 1, 14),
    'seti_' || substr(md5(s.id::text), 1, 18), 'pm_' || substr(md5(d.id::text), 2, 18),
    (array['visa', 'mastercard', 'amex'])[1 + d.number % 3], (array['4242', '4444', '0005'])[1 + d.number % 3], 12, 2034,
    lower(period) - interval '4 minutes', round(rate * extract(epoch from upper(period) - lower(period)) / 3600),
    kind = 'guest', lower(period) - interval '3 minutes'
from stays s join drivers d on d.number = s.driver;

insert into segments (id, city_id, reservation_id, revision, agreed, period, rate_minor_per_hour, created_at)
select pg_temp.id_at(lower(period)), city_id, id, 1, period, period, rate, lower(period) - interval '4 minutes' from stays;

insert into reservation_transitions (id, reservation_id, city_id, revision, event, from_status, to_status, period, actor, at)
select pg_temp.id_at(at), s.id, city_id, step, event, before, after, period, coalesce(actor, d.kind || ':' || d.id), at
from stays s join drivers d on d.number = s.driver,
lateral (values (1, 'hold', null, 'held', null, lower(period) - interval '4 minutes'),
    (2, 'confirm', 'held', 'confirmed', null, lower(period) - interval '3 minutes'),
    (3, 'end', 'confirmed', 'completed', 'worker', upper(period))) as t (step, event, before, after, actor, at)
where step < 3 or status = 'completed';

create temporary table bills on commit drop as
select pg_temp.id_at(upper(period)) as id, s.id as reservation_id, city_id, upper(period) as at, number,
    extract(epoch from upper(period) - lower(period))::bigint as seconds,
    round(rate * extract(epoch from upper(period) - lower(period)) / 3600)::bigint as amount,
    case when status = 'confirmed' then 'set_up' when luck < 0.004 then 'dunning' when luck < 0.007 then 'written_off'
        when luck < 0.010 then 'requires_action' when luck < 0.016 then 'part_refunded' when luck < 0.020 then 'refunded' else 'paid' end as state
from stays s;

insert into charges (id, city_id, reservation_id, kind, revision, seconds, amount_minor, currency, state, stripe_payment_intent_id,
    failure_code, failure_message, settled_at, created_at, captured_minor, refunded_minor)
select id, city_id, reservation_id, 'stay', 2, case state when 'set_up' then 0 else seconds end, case state when 'set_up' then 0 else amount end,
    'USD', state, case state when 'set_up' then null else 'pi_' || substr(md5(id::text), 1, 18) end,
    case when state in ('dunning', 'written_off') then 'card_declined' when state = 'requires_action' then 'authentication_required' end,
    case when state in ('dunning', 'written_off') then 'Your card has insufficient funds.' end,
    case when state in ('paid', 'part_refunded', 'refunded') then at + interval '3 seconds' end, at,
    case when state in ('paid', 'part_refunded', 'refunded') then amount else 0 end,
    case state when 'refunded' then amount when 'part_refunded' then amount / 2 else 0 end
from bills;

insert into charge_attempts (id, city_id, charge_id, number, idempotency_key, outcome, failure_code, failure_message, started_at, finished_at)
select pg_temp.id_at(at), city_id, id, 1, 'charge-' || id || '-1',
    case when state in ('dunning', 'written_off') then 'declined' when state = 'requires_action' then 'requires_action' else 'paid' end,
    case when state in ('dunning', 'written_off') then 'card_declined' end,
    case when state in ('dunning', 'written_off') then 'Your card has insufficient funds.' end, at + interval '1 second', at + interval '3 seconds'
from bills where state <> 'set_up';

insert into refunds (id, city_id, charge_id, reason, revision, amount_minor, state, note, actor, idempotency_key, stripe_refund_id, settled_at, created_at)
select pg_temp.id_at(at + interval '1 day'), city_id, id, 'goodwill', 1, case state when 'refunded' then amount else amount / 2 end, 'succeeded',
    (array['the meter was covered', 'double-parked lorry in the way', 'snow had not been cleared'])[1 + number % 3],
    'operator:' || (select users.id from users where role = 'operator' limit 1), 'refund-' || id, 're_' || substr(md5(id::text), 1, 18),
    at + interval '1 day', at + interval '1 day'
from bills where state in ('part_refunded', 'refunded');

insert into ledger_entries (id, city_id, charge_id, reservation_id, kind, reference, debit, credit, amount_minor, currency, at)
select pg_temp.id_at(b.at + delay), city_id, id, reservation_id, kind, id::text, debit, credit, due, 'USD', b.at + delay
from bills b, lateral (values
    ('bill', 'receivable', 'revenue', amount, interval '0', state <> 'set_up'),
    ('collect', 'processor', 'receivable', amount, interval '3 seconds', state in ('paid', 'part_refunded', 'refunded')),
    ('fee', 'fees', 'processor', round(amount * 0.029 + 30)::bigint, interval '3 seconds', state in ('paid', 'part_refunded', 'refunded')),
    ('refund', 'refunds', 'processor', case state when 'refunded' then amount else amount / 2 end, interval '1 day', state in ('part_refunded', 'refunded')),
    ('write_off', 'written_off', 'receivable', amount, interval '3 days', state = 'written_off')
) as e (kind, debit, credit, due, delay, counts)
where counts and due > 0 and b.at + delay < now();

insert into reconciliations (id, day, since, started_at, finished_at, compared, differences)
select pg_temp.id_at(moment), moment::date, moment - interval '2 days', moment, moment + interval '4 seconds', 160 + (random() * 60)::int,
    case day when 5 then '[{"kind":"not_written_down","reference":"pi_3Ra81fLkdIwHu7ix","detail":"collected at Stripe, due here: written down now"}]'::jsonb
        else '[]'::jsonb end
from generate_series(0, 9) as day, lateral (select date_trunc('day', now()) - day * interval '1 day' + interval '12 minutes' as moment) at
on conflict do nothing;
-- The worker's reconciliation ran before this data existed.
update reconciliations set compared = 171, differences = '[]' where jsonb_array_length(differences) > 1 or compared = 0;

insert into guard_rail_counts (city_id, zone_id, guard_rail, local_date, count)
select city_id, id, guard_rail, current_date - 2, 2 + length(street || guard_rail) % 7
from zones, unnest(array['accessible_at_base_rate', 'reservable_percent', 'reduced_rate_cap']) as guard_rail
where street like 'Garage%' or street like 'Lot%' or street like 'West 43%'
on conflict do nothing;

insert into jobs (id, kind, payload, state, run_at, attempts, last_error, finished_at, created_at)
select pg_temp.id_at(now() - interval '3 hours'), 'mail.ended', jsonb_build_object('reservation_id', id), 'dead', now() - interval '3 hours', 8,
    'smtp: 421 4.3.2 service not available', now() - interval '20 minutes', now() - interval '3 hours'
from stays where status = 'completed' order by number limit 1;
commit;
