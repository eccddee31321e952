drop trigger terms_note_update on terms;
drop trigger terms_note_insert on terms;
drop function note_terms_change();
