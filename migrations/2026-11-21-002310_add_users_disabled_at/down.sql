alter table guests drop column erased_at;
alter table users drop constraint users_erased_is_disabled;
alter table users drop column erased_at;
alter table users drop column disabled_at;
