-- safe because: validation reads the tables under locks that allow reads and writes.
alter table charges validate constraint charges_state_known;
alter table charges validate constraint charges_carried_to_fkey;
alter table charges validate constraint charges_carried_within_amount;
alter table charges validate constraint charges_carried_once;
alter table charge_attempts validate constraint charge_attempts_outcome_known;
alter table ledger_entries validate constraint ledger_entries_posting_known;
alter table ledger_entries validate constraint ledger_entries_posting_has_charge;
