-- Rules of entry of a site. A site without a row has the defaults of `SiteRules::default`.
create table site_rules (
    site_id uuid not null,
    city_id uuid not null,
    numbering text not null,
    anti_passback text not null,
    max_visit_seconds integer,
    remind_after_seconds integer not null,
    geofence_m integer,
    few_at_percent integer not null,
    free_from_percent integer not null,
    full_at integer not null,
    few_from integer not null,
    min_confidence_percent integer not null,
    opens_on_similar boolean not null,
    keeps_images boolean not null,
    updated_at timestamptz not null,
    constraint site_rules_pkey primary key (site_id, city_id),
    constraint site_rules_site_id_fkey foreign key (site_id, city_id) references sites (id, city_id),
    constraint site_rules_numbering_known check (numbering in ('numbered', 'unnumbered')),
    constraint site_rules_anti_passback_known check (anti_passback in ('off', 'soft', 'hard')),
    constraint site_rules_max_visit_valid check (max_visit_seconds between 60 and 2678400),
    constraint site_rules_remind_after_valid check (remind_after_seconds between 60 and 2678400),
    constraint site_rules_geofence_valid check (geofence_m between 20 and 5000),
    constraint site_rules_few_at_valid check (few_at_percent between 0 and 100),
    constraint site_rules_free_from_valid check (free_from_percent between few_at_percent and 100),
    constraint site_rules_full_at_valid check (full_at between 0 and 1000),
    constraint site_rules_few_from_valid check (few_from between full_at + 1 and 1001),
    constraint site_rules_min_confidence_valid check (min_confidence_percent between 0 and 100)
);

comment on column site_rules.numbering is 'numbered, or unnumbered if drivers park on any spot: a booking may then move to another one.';
comment on column site_rules.anti_passback is 'What happens to a second entry without an exit: off, soft (the first visit ends) or hard (refused).';
comment on column site_rules.max_visit_seconds is 'Longest visit without a booked end; null: the maximum stay of the terms.';
comment on column site_rules.geofence_m is 'Greatest distance from the site at which a driver may enter by a code; null for no check.';
comment on column site_rules.few_at_percent is 'Free share from which on the site shows few.';
comment on column site_rules.free_from_percent is 'Free share from which on it shows free again.';
comment on column site_rules.full_at is 'Free spots from which on the site shows full.';
comment on column site_rules.few_from is 'Free spots from which on it is no longer full.';
comment on column site_rules.min_confidence_percent is 'Plate reads below this wait for an operator.';
comment on column site_rules.opens_on_similar is 'Whether a plate that differs only in letters that cameras confuse opens the barrier.';
comment on column site_rules.keeps_images is 'Whether the images of plate reads are kept for some days.';
