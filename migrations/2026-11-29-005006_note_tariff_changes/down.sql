drop trigger zones_note_site on zones;
drop trigger tariff_assignments_note_delete on tariff_assignments;
drop trigger tariff_assignments_note_update on tariff_assignments;
drop trigger tariff_assignments_note_insert on tariff_assignments;
drop function note_tariff_assignments();
drop trigger tariff_versions_note_insert on tariff_versions;
drop function note_tariff_versions();
drop function note_spots_of_places(uuid[], uuid[], uuid[], uuid[]);
drop table tariff_changes;
