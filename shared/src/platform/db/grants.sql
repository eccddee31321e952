do $$
declare
    app text := current_setting('curbhold.app_role');
    found record;
begin
    -- Grants do not restrict a superuser or a member of the owner's role.
    if pg_has_role(app, current_user, 'member') then
        raise exception 'the role % is, or may become, % that owns the tables', app, current_user;
    end if;
    execute format('grant usage on schema public to %I', app);
    execute format('revoke create on schema public from %I', app);
    for found in
        select c.oid::regclass as name, c.relkind,
            c.relname = '__diesel_schema_migrations' as is_of_migrations,
            exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgfoid = 'refuse_change()'::regprocedure) as is_append_only
        from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S')
            and c.relowner = current_user::regrole
    loop
        execute format('revoke all on %s from %I', found.name, app);
        if found.relkind = 'S' then
            execute format('grant usage, select on sequence %s to %I', found.name, app);
        elsif found.is_of_migrations or found.relkind in ('v', 'm') then
            execute format('grant select on %s to %I', found.name, app);
        elsif found.is_append_only then
            execute format('grant select, insert on %s to %I', found.name, app);
        else
            execute format('grant select, insert, update, delete on %s to %I', found.name, app);
        end if;
    end loop;
    execute format('alter default privileges in schema public grant select, insert, update, delete on tables to %I', app);
    execute format('alter default privileges in schema public grant usage, select on sequences to %I', app);
end
$$;
