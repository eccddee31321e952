-- Audit log of operators' actions. Each row is written in the transaction of the action. Append-only.
create table audit_entries (
    id uuid constraint audit_entries_pkey primary key,
    actor text not null,
    action text not null,
    subject_kind text not null,
    subject uuid not null,
    before jsonb,
    after jsonb,
    note text,
    request text,
    at timestamptz not null,
    constraint audit_entries_actor_not_blank check (actor ~ '\S'),
    constraint audit_entries_action_not_blank check (action ~ '\S')
);

create index audit_entries_subject_idx on audit_entries (subject, id);
create index audit_entries_actor_idx on audit_entries (actor, id);

create trigger audit_entries_append_only before update or delete or truncate on audit_entries
    for each statement execute function refuse_change();

comment on column audit_entries.actor is 'operator:<id>, or command for what was done on the command line.';
comment on column audit_entries.action is 'What was done, such as spot.retire.';
comment on column audit_entries.subject is 'The id of what it was done to, of the kind in subject_kind.';
comment on column audit_entries.before is 'What was changed, as it stood before; no personal data of drivers.';
comment on column audit_entries.note is 'Why, in the words of whoever did it.';
comment on column audit_entries.request is 'The id of the request, as in the logs.';
