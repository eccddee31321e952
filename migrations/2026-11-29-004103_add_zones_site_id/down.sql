alter table zones
    drop column site_id,
    drop column level,
    drop column boundary;
