comment on column terms.reservable_percent is 'Maximum share of the spots of a zone that are reserved at the same time.';
alter table terms
    drop column accessible_at_base_rate,
    drop column reduced_rate_cap_minor;
