drop table tariff_drafts;
