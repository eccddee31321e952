-- Places that users have kept. They tell where a person goes, so they are personal data.
create table favorites (
    id uuid constraint favorites_pkey primary key,
    user_id uuid not null constraint favorites_user_id_fkey references users (id),
    name text not null,
    detail text,
    lat double precision not null,
    lng double precision not null,
    created_at timestamptz not null,
    constraint favorites_name_not_blank check (name ~ '\S'),
    constraint favorites_detail_not_blank check (detail ~ '\S'),
    constraint favorites_lat_valid check (lat between -90 and 90),
    constraint favorites_lng_valid check (lng between -180 and 180)
);

create index favorites_user_id_idx on favorites (user_id, id);

comment on table favorites is 'Removed by the user, and when the user''s data is erased.';
comment on column favorites.detail is 'Second line, such as the city of a street; null for none.';
