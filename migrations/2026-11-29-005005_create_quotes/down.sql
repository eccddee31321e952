alter table segments drop constraint segments_quote_id_fkey;
drop table quotes;
