-- Prices that were offered to drivers for a short time. An accepted quote is kept, because the charge never exceeds it.
create table quotes (
    id uuid not null,
    city_id uuid not null,
    spot_id uuid not null,
    reservation_id uuid,
    vehicle_class text not null,
    period tstzrange not null,
    tariff_version_id uuid,
    rate_minor_per_hour integer not null,
    currency text not null,
    total_minor bigint not null,
    lines jsonb not null,
    rules text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    accepted_at timestamptz,
    accepted_by uuid,
    constraint quotes_pkey primary key (id, city_id),
    constraint quotes_spot_id_fkey foreign key (spot_id, city_id) references spots (id, city_id),
    constraint quotes_reservation_id_fkey foreign key (reservation_id, city_id) references reservations (id, city_id),
    constraint quotes_tariff_version_id_fkey foreign key (tariff_version_id, city_id) references tariff_versions (id, city_id),
    constraint quotes_accepted_by_fkey foreign key (accepted_by, city_id) references reservations (id, city_id),
    constraint quotes_class_known check (vehicle_class in ('car', 'motorcycle', 'scooter', 'van', 'truck')),
    constraint quotes_period_valid check (
        not isempty(period) and lower_inc(period) and not upper_inc(period) and not lower_inf(period) and not upper_inf(period)
    ),
    constraint quotes_rate_valid check (rate_minor_per_hour between 0 and 10000000),
    constraint quotes_currency_known check (currency in ('CAD', 'EUR', 'GBP', 'JPY', 'USD')),
    constraint quotes_total_valid check (total_minor >= 0),
    constraint quotes_lines_are_array check (jsonb_typeof(lines) = 'array'),
    constraint quotes_expire_later check (expires_at > created_at),
    constraint quotes_accepted_by_set check ((accepted_at is null) = (accepted_by is null)),
    constraint quotes_accepted_for_reservation check (reservation_id is null or accepted_by is null or accepted_by = reservation_id)
);

create index quotes_spot_id_idx on quotes (spot_id, city_id);
create index quotes_reservation_id_idx on quotes (reservation_id, city_id) where reservation_id is not null;
create index quotes_tariff_version_id_idx on quotes (tariff_version_id, city_id) where tariff_version_id is not null;
create index quotes_accepted_by_idx on quotes (accepted_by, city_id) where accepted_by is not null;
create index quotes_expires_at_idx on quotes (expires_at) where accepted_at is null;

comment on table quotes is 'Quotes that were not accepted are deleted a day after they expire.';
comment on column quotes.reservation_id is 'The reservation to extend; null for a new one.';
comment on column quotes.period is 'The quoted time; of an extension, only the added time.';
comment on column quotes.tariff_version_id is 'Null if the time is priced by rate_minor_per_hour.';
comment on column quotes.rate_minor_per_hour is 'Of a tariff, the rate of the first line that has one.';
comment on column quotes.lines is 'Parts of the price, which add up to the total.';
comment on column quotes.rules is 'Prices and rules in words.';
comment on column quotes.accepted_by is 'The reservation that was made or extended by it.';

-- safe because: the column is null for all rows. The constraint is validated in a later migration, which does not block writes.
alter table segments
    add constraint segments_quote_id_fkey foreign key (quote_id, city_id) references quotes (id, city_id) not valid;
