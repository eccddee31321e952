drop table idempotency_keys;
drop table reservation_transitions;
drop table reservations;
