-- The highest rate per hour of a driver with a reduced-rate permit, as it was accepted or quoted.
-- safe because: the columns are null for all rows, and the previous version neither reads nor writes them. The constraints are validated in
-- a later migration, which does not block writes.
alter table segments
    add column rate_cap_minor integer,
    add constraint segments_rate_cap_valid check (rate_cap_minor between 0 and 10000000) not valid;
alter table quotes
    add column rate_cap_minor integer,
    add column user_id uuid,
    add constraint quotes_rate_cap_valid check (rate_cap_minor between 0 and 10000000) not valid,
    add constraint quotes_user_id_fkey foreign key (user_id) references users (id) not valid,
    add constraint quotes_rate_cap_has_user check ((rate_cap_minor is null) = (user_id is null)) not valid;

comment on column segments.rate_cap_minor is 'Null if no reduced-rate permit lowered a rate. A flat rate is not above it.';
comment on column quotes.rate_cap_minor is 'Null if no reduced-rate permit lowered a rate. A flat rate is not above it.';
comment on column quotes.user_id is 'The driver whose permit lowered the rate, and who alone may accept the quote; null without a cap.';
