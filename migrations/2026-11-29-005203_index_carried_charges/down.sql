drop index charges_carried_idx;
drop index charges_carried_until_idx;
drop index charges_carried_to_idx;
