-- A vehicle that leaves long after its visit has ended is an incident: nobody has paid for the time between.
-- safe because: all earlier kinds stay allowed, and the previous version writes no other. The constraint is validated in a later migration,
-- which does not block writes.
alter table incidents
    drop constraint incidents_kind_known,
    add constraint incidents_kind_known check (
        kind in (
            'passback', 'exit_without_visit', 'entered_when_full', 'spot_occupied', 'entered_offline_refused', 'barrier_forced',
            'barrier_fault', 'clock_wrong', 'left_before_end', 'left_after_end'
        )
    ) not valid;
