alter table jobs add column traceparent text;

comment on column jobs.traceparent is 'The trace of the request that asked for it, as in W3C Trace Context; null when nothing is traced.';
