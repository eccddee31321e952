drop index quotes_user_id_idx;
