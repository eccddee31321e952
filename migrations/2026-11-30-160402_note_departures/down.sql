drop trigger visits_note_departure on visits;
drop function note_departure();
