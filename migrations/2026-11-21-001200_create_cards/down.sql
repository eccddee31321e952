drop index reservations_payment_method_idx;
drop table cards;
