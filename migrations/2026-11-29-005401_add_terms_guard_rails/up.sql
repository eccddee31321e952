-- Guard-rails: limits of prices that no rule of a tariff exceeds.
-- safe because: the columns are null for all rows, and the previous version neither reads nor writes them. The table has one row for each
-- city and site, so the check is validated at once.
alter table terms
    add column accessible_at_base_rate boolean,
    add column reduced_rate_cap_minor integer,
    add constraint terms_reduced_rate_cap_valid check (reduced_rate_cap_minor between 0 and 10000000);

comment on column terms.accessible_at_base_rate is 'Accessible spots cost at most the rates that the operator set, whatever rules change.';
comment on column terms.reduced_rate_cap_minor is 'Highest rate per hour for drivers with a reduced-rate permit.';
comment on column terms.reservable_percent is 'Maximum share of the spots of a zone that are reserved ahead of the start of the stay.';
