-- Disabled users, and drivers whose personal data was erased.
alter table users add column disabled_at timestamptz;
alter table users add column erased_at timestamptz;
alter table users add constraint users_erased_is_disabled check (erased_at is null or disabled_at is not null);
alter table guests add column erased_at timestamptz;

comment on column users.disabled_at is 'Since when the user may not sign in.';
comment on column users.erased_at is 'When the personal data was erased: the address is made up since then.';
comment on column guests.erased_at is 'When the personal data was erased: the address is made up since then.';
