-- Roles of users by place. Replaces `users.role`, which the previous version still reads and writes: triggers keep both
-- in step until the column is dropped. `users.role` is 'operator' exactly for those with the role `admin` everywhere,
-- because the previous version gives an operator access to everything.
create table role_grants (
    id uuid constraint role_grants_pkey primary key,
    user_id uuid not null constraint role_grants_user_id_fkey references users (id),
    role text not null,
    city_id uuid constraint role_grants_city_id_fkey references cities (id),
    site_id uuid,
    granted_by text not null,
    granted_at timestamptz not null,
    note text,
    revoked_by text,
    revoked_at timestamptz,
    constraint role_grants_role_known check (role in ('admin', 'operator', 'officer', 'technician', 'analyst')),
    constraint role_grants_site_id_fkey foreign key (site_id, city_id) references sites (id, city_id),
    constraint role_grants_site_has_city check (site_id is null or city_id is not null),
    constraint role_grants_revoked_by_set check ((revoked_at is null) = (revoked_by is null))
);

create unique index role_grants_active_key on role_grants (user_id, role, city_id, site_id) nulls not distinct
    where revoked_at is null;
create index role_grants_user_id_idx on role_grants (user_id);
create index role_grants_city_id_idx on role_grants (city_id);
create index role_grants_site_id_idx on role_grants (site_id, city_id) where site_id is not null;

comment on column role_grants.city_id is 'The city in which the role applies; null for everywhere.';
comment on column role_grants.site_id is 'The site of the city in which the role applies; null for the whole city.';
comment on column role_grants.granted_by is 'Actor, as in the audit log.';

-- A UUIDv7, by which lists are sorted.
create function uuid_v7() returns uuid language sql volatile as $$
    select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
        placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
        52, 1), 53, 1), 'hex')::uuid
$$;

create function note_role_grant() returns trigger language plpgsql as $$
declare
    kept text := case when exists (
        select from role_grants g
        where g.user_id = new.user_id and g.role = 'admin' and g.city_id is null and g.revoked_at is null
    ) then 'operator' else 'driver' end;
begin
    update users set role = kept where id = new.user_id and role <> kept;
    return null;
end
$$;

create trigger role_grants_note after insert or update on role_grants
    for each row execute function note_role_grant();

create function note_user_role() returns trigger language plpgsql as $$
begin
    if new.role = 'operator' then
        insert into role_grants (id, user_id, role, granted_by, granted_at)
        values (uuid_v7(), new.id, 'admin', 'users.role', now())
        on conflict do nothing;
    else
        update role_grants set revoked_by = 'users.role', revoked_at = now()
        where user_id = new.id and role = 'admin' and city_id is null and revoked_at is null;
    end if;
    return null;
end
$$;

-- safe because: the lock on users lasts for these statements only. It precedes the copy, so that no operator is missed.
create trigger users_note_role_insert after insert on users
    for each row when (new.role = 'operator') execute function note_user_role();
create trigger users_note_role_update after update of role on users
    for each row when (old.role <> new.role) execute function note_user_role();

insert into role_grants (id, user_id, role, granted_by, granted_at, note)
select uuid_v7(), id, 'admin', 'migration', now(), 'had the role operator'
from users where role = 'operator' order by id;
