drop function refuse_change();
drop extension btree_gist;
drop extension postgis;
