-- NTAG 424 DNA tags with secure dynamic messages. A plain tag holds the address of its code and needs no row.
create table nfc_tags (
    id uuid not null,
    city_id uuid not null,
    code_id uuid not null,
    uid bytea not null,
    keys_sealed bytea not null,
    last_counter integer not null,
    created_at timestamptz not null,
    revoked_at timestamptz,
    constraint nfc_tags_pkey primary key (id, city_id),
    constraint nfc_tags_code_id_fkey foreign key (code_id, city_id) references entry_codes (id, city_id),
    constraint nfc_tags_uid_length check (length(uid) = 7),
    constraint nfc_tags_counter_valid check (last_counter between -1 and 16777215)
);

create unique index nfc_tags_uid_key on nfc_tags (uid) where revoked_at is null;
create index nfc_tags_code_id_idx on nfc_tags (code_id, city_id);

comment on column nfc_tags.keys_sealed is 'Meta key and file key, 16 bytes each, encrypted under the tag''s id.';
comment on column nfc_tags.last_counter is 'Highest counter that was used; -1 before the first use.';
