-- Codes to enter and to leave by: printed, shown on a screen, or on a tag.
create table entry_codes (
    id uuid not null,
    city_id uuid not null,
    site_id uuid not null,
    kind text not null,
    lane_id uuid,
    spot_id uuid,
    serial integer not null,
    words text not null,
    is_rotating boolean not null,
    created_by text not null,
    created_at timestamptz not null,
    revoked_at timestamptz,
    revoked_reason text,
    constraint entry_codes_pkey primary key (id, city_id),
    constraint entry_codes_site_id_fkey foreign key (site_id, city_id) references sites (id, city_id),
    constraint entry_codes_lane_id_fkey foreign key (lane_id, city_id) references lanes (id, city_id),
    constraint entry_codes_spot_id_fkey foreign key (spot_id, city_id) references spots (id, city_id),
    constraint entry_codes_kind_known check (kind in ('entrance', 'exit', 'spot')),
    constraint entry_codes_spot_of_kind check ((kind = 'spot') = (spot_id is not null)),
    constraint entry_codes_lane_of_kind check (kind <> 'spot' or lane_id is null),
    constraint entry_codes_serial_valid check (serial between 1 and 65535),
    constraint entry_codes_rotating_kind check (not is_rotating or kind <> 'spot'),
    constraint entry_codes_revoked_has_reason check ((revoked_at is null) = (revoked_reason is null))
);

create unique index entry_codes_words_key on entry_codes (words) where revoked_at is null;
create index entry_codes_site_id_idx on entry_codes (site_id, city_id);
create index entry_codes_lane_id_idx on entry_codes (lane_id, city_id) where lane_id is not null;
create index entry_codes_spot_id_idx on entry_codes (spot_id, city_id) where spot_id is not null;

comment on column entry_codes.words is 'Three words to type by hand, in lower case, separated by hyphens.';
