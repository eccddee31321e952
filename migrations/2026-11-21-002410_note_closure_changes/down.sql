drop trigger spots_note_zone on spots;
drop trigger closures_note_change on closures;
drop function note_closure_change();
