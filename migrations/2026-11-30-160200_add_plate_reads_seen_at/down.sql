alter table plate_reads drop column seen_at;
