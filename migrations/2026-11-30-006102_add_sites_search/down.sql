alter table sites drop column name_search;
