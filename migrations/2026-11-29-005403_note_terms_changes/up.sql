-- Records the spots whose prices, or whose reservation ahead, change through the terms of their place.
create function note_terms_change() returns trigger language plpgsql as $$
begin
    insert into tariff_changes default values;
    perform note_spots_of_places(
        case when new.site_id is null then array[new.city_id] end,
        case when new.site_id is not null then array[new.site_id] end,
        null,
        null
    );
    return null;
end
$$;

-- safe because: the lock on terms lasts for these statements only.
create trigger terms_note_insert after insert on terms
    for each row when (num_nonnulls(new.accessible_at_base_rate, new.reservable_percent) > 0)
    execute function note_terms_change();
create trigger terms_note_update after update on terms
    for each row when (
        (old.accessible_at_base_rate, old.reservable_percent)
        is distinct from (new.accessible_at_base_rate, new.reservable_percent)
    ) execute function note_terms_change();
