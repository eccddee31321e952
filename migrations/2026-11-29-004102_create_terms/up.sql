-- Terms of a city, or of one site. A null inherits: a site from its city, a city from the settings.
create table terms (
    id uuid not null,
    city_id uuid not null constraint terms_city_id_fkey references cities (id),
    site_id uuid,
    hold_seconds integer,
    min_stay_seconds integer,
    max_stay_seconds integer,
    max_lead_seconds integer,
    grace_seconds integer,
    no_show_seconds integer,
    buffer_seconds integer,
    reservable_percent integer,
    arrival_mode text,
    payment_mode text,
    guests_allowed boolean,
    updated_at timestamptz not null,
    constraint terms_pkey primary key (id, city_id),
    constraint terms_site_id_fkey foreign key (site_id, city_id) references sites (id, city_id),
    constraint terms_place_key unique nulls not distinct (city_id, site_id),
    constraint terms_hold_valid check (hold_seconds between 60 and 86400),
    constraint terms_min_stay_valid check (min_stay_seconds between 60 and 86400),
    constraint terms_max_stay_valid check (max_stay_seconds between 60 and 31622400),
    constraint terms_stay_order check (min_stay_seconds <= max_stay_seconds),
    constraint terms_max_lead_valid check (max_lead_seconds between 0 and 31622400),
    constraint terms_grace_valid check (grace_seconds between 0 and 86400),
    constraint terms_no_show_valid check (no_show_seconds between 60 and 86400),
    constraint terms_buffer_valid check (buffer_seconds between 0 and 86400),
    constraint terms_reservable_valid check (reservable_percent between 0 and 100),
    constraint terms_arrival_mode_known check (arrival_mode in ('implicit', 'check_in')),
    constraint terms_payment_mode_known check (payment_mode in ('postpaid', 'prepaid', 'invoice', 'included'))
);

create index terms_site_id_idx on terms (site_id, city_id) where site_id is not null;

comment on column terms.site_id is 'Null for the terms of the city.';
comment on column terms.grace_seconds is 'Time after the end of a stay that is neither billed nor an overstay.';
comment on column terms.no_show_seconds is 'Time after the start without arrival after which a stay is a no-show; for check_in only.';
comment on column terms.buffer_seconds is 'Minimum time between two stays on one spot.';
comment on column terms.reservable_percent is 'Maximum share of the spots of a zone that are reserved at the same time.';
