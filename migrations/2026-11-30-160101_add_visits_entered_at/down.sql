alter table visits drop column entered_at;
