alter table zones
    drop column street_search,
    drop column from_search,
    drop column to_search,
    drop column middle_lat,
    drop column middle_lng;
