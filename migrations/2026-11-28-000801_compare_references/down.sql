drop index spots_reference_key;
drop index zones_reference_key;
drop function reference_key(text);
