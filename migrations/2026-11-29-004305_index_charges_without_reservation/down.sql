drop index charges_guest_id_idx;
drop index charges_user_id_idx;
drop index charges_subject_once_key;
