drop trigger users_note_role_update on users;
drop trigger users_note_role_insert on users;
drop table role_grants;
drop function note_user_role();
drop function note_role_grant();
drop function uuid_v7();
