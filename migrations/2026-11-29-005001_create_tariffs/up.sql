-- A tariff has a name and versions, which contain its prices and rules.
create table tariffs (
    id uuid not null,
    city_id uuid not null constraint tariffs_city_id_fkey references cities (id),
    name text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint tariffs_pkey primary key (id, city_id),
    constraint tariffs_name_not_blank check (name ~ '\S')
);

create unique index tariffs_name_key on tariffs (city_id, lower(name));
