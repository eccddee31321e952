drop table nfc_tags;
