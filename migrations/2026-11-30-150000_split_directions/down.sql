-- safe because: only the rows whose names get another form are written.
create or replace function normalize_place_name(text) returns text language sql immutable strict parallel safe
return (
    select coalesce(
        string_agg(
            case word
                when 'north' then 'n'
                when 'east' then 'e'
                when 'south' then 's'
                when 'west' then 'w'
                when 'northeast' then 'ne'
                when 'northwest' then 'nw'
                when 'southeast' then 'se'
                when 'southwest' then 'sw'
                when 'street' then 'st'
                when 'str' then 'st'
                when 'avenue' then 'ave'
                when 'av' then 'ave'
                when 'road' then 'rd'
                when 'boulevard' then 'blvd'
                when 'place' then 'pl'
                when 'square' then 'sq'
                when 'drive' then 'dr'
                when 'lane' then 'ln'
                when 'court' then 'ct'
                when 'parkway' then 'pkwy'
                when 'terrace' then 'ter'
                when 'highway' then 'hwy'
                when 'expressway' then 'expy'
                when 'turnpike' then 'tpke'
                when 'circle' then 'cir'
                when 'plaza' then 'plz'
                when 'saint' then 'st'
                when 'fort' then 'ft'
                when 'mount' then 'mt'
                when 'first' then '1'
                when 'second' then '2'
                when 'third' then '3'
                when 'fourth' then '4'
                when 'fifth' then '5'
                when 'sixth' then '6'
                when 'seventh' then '7'
                when 'eighth' then '8'
                when 'ninth' then '9'
                when 'tenth' then '10'
                when 'eleventh' then '11'
                when 'twelfth' then '12'
                else regexp_replace(word, '^([0-9]+)(st|nd|rd|th)$', '\1')
            end,
            ' ' order by position
        ),
        ''
    )
    from unnest(
        string_to_array(
            regexp_replace(
                -- Marks and apostrophes are removed, other punctuation separates words.
                regexp_replace(replace(replace(lower(normalize($1, nfkd)), 'ß', 'ss'), 'ς', 'σ'), '[\u0300-\u036f''\u02bc\u2018\u2019]', '', 'g'),
                '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u303f]+', ' ', 'g'
            ),
            ' '
        )
    ) with ordinality as words (word, position)
    where word not in ('', 'and')
);

update zones set street = street, from_street = from_street, to_street = to_street
    where street_search <> normalize_place_name(street) or from_search <> normalize_place_name(from_street)
        or to_search <> normalize_place_name(to_street);
update sites set name = name, address = address where name_search <> normalize_place_name(name || ' ' || address);
