alter table charges drop column reminded_at;
