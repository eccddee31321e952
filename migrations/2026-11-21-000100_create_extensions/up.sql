-- PostGIS measures distances; btree_gist lets an exclusion constraint compare a spot by equality beside a period by overlap.
create extension if not exists postgis;
create extension if not exists btree_gist;

-- Raises on every update or delete. Used by the triggers named <table>_append_only.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$$;
