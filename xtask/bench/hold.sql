\set n random(1, 100000)
select id as spot, gen_random_uuid() as reservation from spots where city_id = '00000000-0000-7000-8000-000000000001' and source_ref = 'spot ' || :n::text \gset
select exists (select 1 from sessions where id = :reservation::uuid and user_id = '00000000-0000-7000-8000-000000000002' and revoked_at is null);
begin;
select email from users where id = '00000000-0000-7000-8000-000000000002';
select c.id from charges c join reservations r on r.id = c.reservation_id where c.state in ('requires_action', 'dunning', 'written_off') and (r.user_id in (select id from users where lower(email) = 'bench@example.com') or r.guest_id in (select id from guests where lower(email) = 'bench@example.com')) order by c.id limit 20;
select s.id, s.city_id, s.zone_id, s.label, s.lat, s.lng, s.rate_minor_per_hour, c.currency from spots s join cities c on c.id = s.city_id where s.id = :spot::uuid and s.retired_at is null for no key update;
select * from reservations where status = 'held' and hold_expires_at <= now() and spot_id = :spot::uuid limit 1000;
insert into reservations (id, city_id, spot_id, user_id, period, status, revision, rate_minor_per_hour, currency, hold_expires_at, created_at, agreed_minor) values (:reservation::uuid, '00000000-0000-7000-8000-000000000001', :spot::uuid, '00000000-0000-7000-8000-000000000002', tstzrange(date_trunc('second', now()) + interval '5 days', date_trunc('second', now()) + interval '5 days 1 hour'), 'held', 1, 300, 'USD', now() + interval '10 minutes', now(), 300) returning *;
insert into segments (id, city_id, reservation_id, revision, agreed, period, rate_minor_per_hour, created_at) values (gen_random_uuid(), '00000000-0000-7000-8000-000000000001', :reservation::uuid, 1, tstzrange(date_trunc('second', now()) + interval '5 days', date_trunc('second', now()) + interval '5 days 1 hour'), tstzrange(date_trunc('second', now()) + interval '5 days', date_trunc('second', now()) + interval '5 days 1 hour'), 300, now());
insert into reservation_transitions (id, reservation_id, city_id, revision, event, to_status, period, actor, at) values (gen_random_uuid(), :reservation::uuid, '00000000-0000-7000-8000-000000000001', 1, 'hold', 'held', tstzrange(now(), now() + interval '1 hour'), 'bench', now());
insert into jobs (id, kind, payload, dedupe_key, run_at, created_at) values (gen_random_uuid(), 'reservation.expire_hold', '{}', :reservation::text, now() + interval '10 minutes', now()) on conflict (kind, dedupe_key) where state = 'waiting' and dedupe_key is not null do update set payload = excluded.payload, run_at = excluded.run_at, leased_until = null;
commit;
select r.*, s.label, s.lat, s.lng, z.*, c.name, c.time_zone, u.email from reservations r join spots s on s.id = r.spot_id join zones z on z.id = s.zone_id join cities c on c.id = r.city_id left join users u on r.user_id = u.id left join guests g on r.guest_id = g.id left join charges h on h.reservation_id = r.id and h.kind = 'stay' where r.id = :reservation::uuid and r.user_id = '00000000-0000-7000-8000-000000000002' limit 1;
select exists (select 1 from sessions where id = :reservation::uuid and user_id = '00000000-0000-7000-8000-000000000002' and revoked_at is null);
begin;
select * from reservations where id = :reservation::uuid and user_id = '00000000-0000-7000-8000-000000000002' limit 1;
select * from spots where id = :spot::uuid for no key update;
select * from reservations where id = :reservation::uuid for update;
update reservations set status = 'cancelled', revision = revision + 1 where id = :reservation::uuid and city_id = '00000000-0000-7000-8000-000000000001' and revision = 1 returning *;
insert into reservation_transitions (id, reservation_id, city_id, revision, event, from_status, to_status, period, actor, at) values (gen_random_uuid(), :reservation::uuid, '00000000-0000-7000-8000-000000000001', 2, 'cancel', 'held', 'cancelled', tstzrange(now(), now() + interval '1 hour'), 'bench', now());
commit;
select r.*, s.label, s.lat, s.lng, z.*, c.name, c.time_zone, u.email from reservations r join spots s on s.id = r.spot_id join zones z on z.id = s.zone_id join cities c on c.id = r.city_id left join users u on r.user_id = u.id left join guests g on r.guest_id = g.id left join charges h on h.reservation_id = r.id and h.kind = 'stay' where r.id = :reservation::uuid and r.user_id = '00000000-0000-7000-8000-000000000002' limit 1;
