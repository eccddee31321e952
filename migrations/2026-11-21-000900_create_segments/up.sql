-- Agreed parts of a stay: the first at the rate of the hold, each extension at the rate when it was accepted.
create table segments (
    id uuid not null,
    city_id uuid not null,
    reservation_id uuid not null,
    revision integer not null,
    agreed tstzrange not null,
    period tstzrange,
    rate_minor_per_hour integer not null,
    created_at timestamptz not null,
    constraint segments_pkey primary key (id, city_id),
    constraint segments_reservation_id_fkey foreign key (reservation_id, city_id) references reservations (id, city_id),
    constraint segments_once_key unique (reservation_id, revision, city_id),
    -- No second of a stay is priced twice.
    constraint segments_no_overlap exclude using gist (city_id with =, reservation_id with =, period with &&),
    constraint segments_period_within_agreed check (period is null or (not isempty(period) and period <@ agreed)),
    constraint segments_rate_valid check (rate_minor_per_hour between 0 and 10000000)
);

create index segments_reservation_id_idx on segments (reservation_id, city_id);

comment on column segments.revision is 'The revision of the reservation that added it.';
comment on column segments.agreed is 'What was added, as it was accepted. Never changes.';
comment on column segments.period is 'What is left of it after the stay was shortened or ended early; null when nothing is.';

insert into segments (id, city_id, reservation_id, revision, agreed, period, rate_minor_per_hour, created_at)
select gen_random_uuid(), city_id, id, 1, period, period, rate_minor_per_hour, created_at from reservations;

-- No default for new rows, so that every insert must state the agreed amount.
alter table reservations add column agreed_minor bigint;
update reservations
set agreed_minor = floor(rate_minor_per_hour * extract(epoch from upper(period) - lower(period)) / 3600 + 0.5);
alter table reservations alter column agreed_minor set not null;
alter table reservations add constraint reservations_agreed_valid check (agreed_minor >= 0);
alter table reservations add column card_exp_month integer;
alter table reservations add column card_exp_year integer;

comment on column reservations.agreed_minor is 'What the whole period costs, as the driver last accepted it: never charged more than this.';
