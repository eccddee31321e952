drop table email_proofs;
