-- Charges of other kinds than a stay. A charge is about a reservation, or about another subject (a wallet, a permit, an invoice), whose driver
-- it names: a reservation has a driver of its own, who changes when it is claimed.
-- safe because: programs that do not know the columns write and read charges of stays only. The checks are validated, and
-- the indexes built, in later migrations, so that the lock on charges is short.
alter table charges alter column reservation_id drop not null;
alter table charges add column subject_id uuid;
alter table charges add column user_id uuid;
alter table charges add column guest_id uuid;
alter table charges add constraint charges_user_id_fkey foreign key (user_id) references users (id) not valid;
alter table charges add constraint charges_guest_id_fkey foreign key (guest_id) references guests (id) not valid;

alter table charges drop constraint charges_kind_known;
alter table charges add constraint charges_kind_known check (
    kind in ('stay', 'extension', 'overstay', 'no_show', 'late_cancellation', 'top_up', 'permit', 'subscription', 'invoice', 'carried_over')
) not valid;
alter table charges add constraint charges_reservation_matches_kind check (
    (reservation_id is not null) = (kind in ('stay', 'extension', 'overstay', 'no_show', 'late_cancellation'))
) not valid;
alter table charges add constraint charges_one_subject check (num_nonnulls(reservation_id, subject_id) = 1) not valid;
alter table charges add constraint charges_driver_of_subject check (
    num_nonnulls(user_id, guest_id) = num_nonnulls(subject_id)
) not valid;

-- Live updates are about reservations, so charges of other subjects are not recorded.
create or replace function note_charge_change() returns trigger language plpgsql as $$
begin
    if new.reservation_id is not null then
        insert into live_changes (reservation_id) values (new.reservation_id);
    end if;
    return null;
end
$$;

comment on column charges.subject_id is 'The wallet, permit, invoice or carried amount that is charged; null when it is a reservation.';
comment on column charges.user_id is 'The driver who owes the charge; null for a charge of a reservation, which has its own driver.';
