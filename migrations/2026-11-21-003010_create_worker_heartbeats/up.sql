-- When each worker was last alive: without one, nobody would end and bill what drivers reserve.
create table worker_heartbeats (
    worker_id uuid constraint worker_heartbeats_pkey primary key,
    seen_at timestamptz not null
);

create index worker_heartbeats_seen_at_idx on worker_heartbeats (seen_at);
