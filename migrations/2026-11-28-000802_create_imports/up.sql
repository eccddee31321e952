-- Imports in batches. The progress is written in the transaction of each batch.
create table imports (
    id uuid constraint imports_pkey primary key,
    city_id uuid not null constraint imports_city_id_fkey references cities (id),
    actor text not null,
    state text not null default 'running',
    total integer not null,
    done integer not null default 0,
    report jsonb not null,
    error text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    finished_at timestamptz,
    constraint imports_state_known check (state in ('running', 'done', 'failed')),
    constraint imports_progress_valid check (done between 0 and total),
    constraint imports_finished_at_set check ((finished_at is null) = (state = 'running'))
);

create index imports_city_id_idx on imports (city_id, id);
create index imports_updated_at_idx on imports (updated_at);

comment on column imports.total is 'Zones and spots of the file.';
comment on column imports.done is 'How many of them are written, or needed no change.';
comment on column imports.updated_at is 'When the last batch was written: an import that runs and is not updated was interrupted.';
