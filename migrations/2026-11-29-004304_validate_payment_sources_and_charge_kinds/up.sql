-- safe because: validation reads the tables under locks that allow reads and writes.
alter table reservations validate constraint reservations_payment_source_known;
alter table reservations validate constraint reservations_no_source_costs_nothing;
alter table reservations validate constraint reservations_confirmed_has_card;
alter table charges validate constraint charges_user_id_fkey;
alter table charges validate constraint charges_guest_id_fkey;
alter table charges validate constraint charges_kind_known;
alter table charges validate constraint charges_reservation_matches_kind;
alter table charges validate constraint charges_one_subject;
alter table charges validate constraint charges_driver_of_subject;
alter table ledger_entries validate constraint ledger_entries_posting_has_charge;
