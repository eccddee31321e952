-- Rules by which the rates of a tariff follow the occupancy of its spots.
create table occupancy_policies (
    id uuid not null,
    city_id uuid not null,
    tariff_id uuid not null,
    policy jsonb not null,
    coverage_percent integer not null,
    updated_at timestamptz not null,
    constraint occupancy_policies_pkey primary key (id, city_id),
    constraint occupancy_policies_tariff_id_fkey foreign key (tariff_id, city_id) references tariffs (id, city_id),
    constraint occupancy_policies_tariff_id_key unique (tariff_id, city_id),
    constraint occupancy_policies_policy_is_object check (jsonb_typeof(policy) = 'object'),
    constraint occupancy_policies_coverage_valid check (coverage_percent between 0 and 100)
);

comment on column occupancy_policies.policy is 'Limits, step, floor and ceiling, as docs/TARIFFS.md describes them.';
comment on column occupancy_policies.coverage_percent is 'Share of the parked vehicles that reserve, as the operator measured it.';
