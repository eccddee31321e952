-- References of zones and spots are compared without regard to case, width and blanks: "T-001 " and "t-001" are one spot.
create function reference_key(text) returns text language sql immutable parallel safe
    return lower(btrim(regexp_replace(normalize($1, nfkc), ' +', ' ', 'g')) collate "C");

-- Existing rows whose references differ only in that are kept: all but the oldest get their id appended.
update zones set source_ref = left(source_ref, 150) || ' (' || id || ')'
where exists (
    select from zones z
    where z.city_id = zones.city_id and z.id < zones.id and reference_key(z.source_ref) = reference_key(zones.source_ref)
);
update spots set source_ref = left(source_ref, 150) || ' (' || id || ')'
where exists (
    select from spots s
    where s.city_id = spots.city_id and s.id < spots.id and reference_key(s.source_ref) = reference_key(spots.source_ref)
);

-- safe because: the statements above leave no two rows with the same key.
create unique index zones_reference_key on zones (city_id, reference_key(source_ref));
create unique index spots_reference_key on spots (city_id, reference_key(source_ref));
