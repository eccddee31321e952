drop table entry_codes;
