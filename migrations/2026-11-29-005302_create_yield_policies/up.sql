-- Rules by which the rates of a tariff of sites follow the present occupancy.
create table yield_policies (
    id uuid not null,
    city_id uuid not null,
    tariff_id uuid not null,
    policy jsonb not null,
    updated_at timestamptz not null,
    constraint yield_policies_pkey primary key (id, city_id),
    constraint yield_policies_tariff_id_fkey foreign key (tariff_id, city_id) references tariffs (id, city_id),
    constraint yield_policies_tariff_id_key unique (tariff_id, city_id),
    constraint yield_policies_policy_is_object check (jsonb_typeof(policy) = 'object')
);

comment on column yield_policies.policy is 'Thresholds, multipliers, floor and ceiling, as docs/TARIFFS.md describes them.';
