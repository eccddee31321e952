-- Fails while there are entries without a reservation, which the earlier schema cannot represent.
alter table ledger_entries drop constraint ledger_entries_posting_has_charge;
alter table ledger_entries alter column charge_id set not null;
alter table ledger_entries alter column reservation_id set not null;
