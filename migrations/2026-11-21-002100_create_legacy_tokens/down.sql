drop table legacy_tokens;
