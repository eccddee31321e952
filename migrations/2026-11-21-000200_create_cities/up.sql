create table cities (
    id uuid constraint cities_pkey primary key,
    slug text not null constraint cities_slug_key unique,
    name text not null,
    time_zone text not null,
    currency text not null,
    created_at timestamptz not null default now(),
    constraint cities_slug_valid check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    constraint cities_name_not_blank check (name ~ '\S'),
    constraint cities_time_zone_valid check (time_zone ~ '^[A-Za-z_]+(/[A-Za-z0-9_+-]+)*$'),
    constraint cities_currency_known check (currency in ('CAD', 'EUR', 'GBP', 'JPY', 'USD'))
);

comment on column cities.time_zone is 'IANA name, such as America/New_York.';
comment on column cities.currency is 'ISO 4217 code of every rate and charge in the city.';
