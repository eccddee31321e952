drop table closures;
