//! Invariants of charges and ledger entries.

use super::Invariant;

pub(super) const I2: Invariant = Invariant {
    name: "I2",
    sentence: "a stay has at most one charge, each other service one for a revision, and a charge \
        is collected at most once",
    sql: "select 'reservation ' || reservation_id || ' has ' || count(*) || ' charges' \
              from charges where kind = 'stay' group by reservation_id having count(*) > 1 \
          union all \
          select kind || ' ' || coalesce(reservation_id, subject_id) || ' has ' || count(*) || ' \
          charges of revision ' || revision \
              from charges where kind <> 'stay' \
              group by coalesce(reservation_id, subject_id), kind, revision having count(*) > 1 \
          union all \
          select 'charge ' || c.id || ' has captured ' || c.captured_minor || '; it was collected \
          ' || coalesce(l.count, 0) || ' times, ' \
              || coalesce(l.amount, 0) || ' in all' \
          from charges c left join ( \
              select charge_id, count(*) as count, sum(amount_minor) as amount \
              from ledger_entries where kind = 'collect' group by charge_id) as l on l.charge_id \
              = c.id \
          where coalesce(l.count, 0) > 1 or coalesce(l.amount, 0) <> c.captured_minor",
};

/// The ledger agrees with the charges.
pub(super) const I3: Invariant = Invariant {
    name: "I3",
    sentence: "the entries of a charge sum to what its state says, its refunds to no more than \
        was collected",
    sql: "with books as ( \
              select charge_id, \
                  sum(case when debit = 'receivable' then amount_minor when credit = 'receivable' \
                  then -amount_minor else 0 end) as owed, \
                  coalesce(sum(case when kind in ('bill', 'take_over') then amount_minor when kind \
                  in ('waive_billed', 'carry_over_billed') then -amount_minor end), 0) as billed, \
                  coalesce(sum(amount_minor) filter (where kind in ('waive', 'waive_billed', \
                  'waive_carried')), 0) as waived, \
                  coalesce(sum(case when kind in ('carry_over', 'carry_over_billed') then \
                  amount_minor when kind = 'waive_carried' then -amount_minor end), 0) as carried, \
                  coalesce(sum(amount_minor) filter (where kind = 'take_over'), 0) as contained, \
                  sum(case kind when 'write_off' then amount_minor when 'recover' then \
                  -amount_minor else 0 end) as lost, \
                  sum(case kind when 'refund' then amount_minor when 'refund_failed' then \
                  -amount_minor else 0 end) as refunded \
              from ledger_entries group by charge_id), \
          given as (select charge_id, sum(amount_minor) filter (where state <> 'failed') as \
          amount from refunds group by charge_id), \
          taken as (select charge_id, sum(amount_minor) as amount from disputes where state = \
          'open' group by charge_id), \
          expected as ( \
              select c.*, \
                  (case when state in ('due', 'charging', 'unknown', 'retrying', \
                  'requires_action', 'dunning') then amount_minor else 0 end) \
                      + coalesce(taken.amount, 0) as owed, \
                  case when state in ('set_up', 'carried', 'waived', 'zero') then 0 else \
                  amount_minor end as billed, \
                  case when state = 'carried' then amount_minor else 0 end as carried, \
                  case when state = 'waived' then amount_minor else 0 end as waived, \
                  case when state = 'written_off' then amount_minor else 0 end as lost, \
                  coalesce(given.amount, 0) as given \
              from charges c left join given on given.charge_id = c.id left join taken on \
              taken.charge_id = c.id) \
          select 'charge ' || e.id || ' is ' || e.state || ': ' || rule.what || ' is ' || \
          rule.found || ', not ' || rule.expected \
          from expected e left join books b on b.charge_id = e.id, \
          lateral (values \
              ('what is owed', coalesce(b.owed, 0), e.owed), \
              ('what was billed', coalesce(b.billed, 0), e.billed), \
              ('what was waived', coalesce(b.waived, 0), e.waived), \
              ('what was carried over', coalesce(b.carried, 0), e.carried), \
              ('what was taken over', coalesce(b.contained, 0), e.carried_minor), \
              ('what was written off', coalesce(b.lost, 0), e.lost), \
              ('what the books gave back', coalesce(b.refunded, 0), e.given), \
              ('what it says was given back', e.refunded_minor, e.given) \
          ) as rule (what, found, expected) where rule.found <> rule.expected \
          union all \
          select 'charge ' || id || ' has given back ' || refunded_minor || ' of ' || \
          captured_minor from charges \
              where refunded_minor > captured_minor \
          union all \
          select 'entry ' || l.id || ' (' || l.kind || ') is about reservation ' || \
          coalesce(l.reservation_id::text, 'none') || ', its charge about ' || \
          coalesce(c.reservation_id::text, 'none') \
          from ledger_entries l join charges c on c.id = l.charge_id \
          where l.reservation_id is distinct from c.reservation_id \
          union all \
          select 'entry ' || l.id || ' (' || l.kind || ') moves ' || l.currency || ' from ' || \
          l.credit || ' to ' || l.debit \
          from ledger_entries l left join charges c on c.id = l.charge_id \
          where c.id is null or (l.kind <> 'fee' and l.currency <> c.currency) \
              or (l.kind, l.debit, l.credit) not in ( \
              ('bill', 'receivable', 'revenue'), \
              ('carry_over', 'carried_over', 'revenue'), \
              ('carry_over_billed', 'carried_over', 'receivable'), \
              ('take_over', 'receivable', 'carried_over'), \
              ('waive', 'written_off', 'revenue'), \
              ('waive_billed', 'written_off', 'receivable'), \
              ('waive_carried', 'written_off', 'carried_over'), \
              ('collect', 'processor', 'receivable'), \
              ('fee', 'fees', 'processor'), \
              ('write_off', 'written_off', 'receivable'), \
              ('recover', 'receivable', 'written_off'), \
              ('refund', 'refunds', 'processor'), \
              ('refund_failed', 'processor', 'refunds'), \
              ('dispute', 'receivable', 'processor'), \
              ('dispute_fee', 'fees', 'processor'), \
              ('dispute_won', 'processor', 'receivable'), \
              ('dispute_fee_returned', 'processor', 'fees'), \
              ('dispute_lost', 'written_off', 'receivable'))",
};

/// The price is the agreed one: seconds × rate, summed exactly, rounded once, half up. A quote may
/// lower it. The price by a tariff is computed in Rust only; it is at most the agreed one. Amounts
/// that were carried over from earlier stays are not a part of it.
pub(super) const I4: Invariant = Invariant {
    name: "I4",
    sentence: "the segments of a stay cover it exactly, cost what is billed unless a tariff prices \
        them, and that is no more than the driver agreed to",
    sql: "with pieces as ( \
              select reservation_id, range_agg(period) as covered, \
                  floor(sum(rate_minor_per_hour * extract(epoch from upper(period) - \
                  lower(period))) / 3600 + 0.5) as price, \
                  bool_or(tariff_version_id is not null and period is not null) as has_tariff, \
                  bool_or(quote_id is not null) as has_quote \
              from segments group by reservation_id) \
          select 'reservation ' || r.id || ' lasts ' || r.period::text || '; its segments cover ' \
          || coalesce(p.covered::text, 'nothing') \
          from reservations r left join pieces p on p.reservation_id = r.id \
          where r.status in ('held', 'confirmed', 'completed') and p.covered is distinct from \
          tstzmultirange(r.period) \
          union all \
          select 'reservation ' || r.id || ' was agreed at ' || r.agreed_minor || '; its segments \
          cost ' || coalesce(p.price, 0) \
          from reservations r left join pieces p on p.reservation_id = r.id \
          where r.status in ('held', 'confirmed') and p.has_tariff is not true \
              and (r.agreed_minor > coalesce(p.price, 0) \
                  or (r.agreed_minor < p.price and not p.has_quote)) \
          union all \
          select 'charge ' || c.id || ' is ' || c.amount_minor || ', of which ' || \
          c.carried_minor || ' was carried over, for ' || c.seconds || ' s of \
          a ' || r.status || ' reservation; its segments cost ' \
              || coalesce(p.price, 0) || ', ' || r.agreed_minor || ' was agreed' \
          from charges c join reservations r on r.id = c.reservation_id left join pieces p on \
          p.reservation_id = r.id \
          where c.kind = 'stay' and (c.amount_minor - c.carried_minor > r.agreed_minor \
              or c.captured_minor - c.carried_minor > r.agreed_minor \
              or (r.status = 'completed' and p.has_tariff is not true \
                  and c.amount_minor - c.carried_minor <> case when p.has_quote then \
                  least(p.price, r.agreed_minor) else coalesce(p.price, 0) end) \
              or (r.status = 'completed' and c.seconds <> extract(epoch from upper(r.period) - \
              lower(r.period))) \
              or (r.status <> 'completed' and c.amount_minor <> 0))",
};

/// Every completed stay is charged in time.
pub(super) const I9: Invariant = Invariant {
    name: "I9",
    sentence: "every completed stay has its charge, and every charge an outcome of Stripe in five \
        minutes",
    sql: "select 'completed reservation ' || r.id || ' has ' || case when c.id is null then 'no \
        charge' \
              else 'charge ' || c.id || ', which is ' || c.state || coalesce(' and due at ' || \
              c.next_attempt_at, '') end \
          from reservations r left join charges c on c.reservation_id = r.id and c.kind = 'stay', \
          clock \
          where r.status = 'completed' and (c.id is null or c.state = 'set_up' \
              or (c.state in ('due', 'charging', 'unknown', 'retrying') \
                  and greatest(upper(r.period), c.next_attempt_at) < now - interval '5 minutes')) \
          union all \
          select 'charge ' || c.id || ' (' || c.kind || ') is ' || c.state || coalesce(' and due \
          at ' || c.next_attempt_at, '') \
          from charges c, clock \
          where c.kind <> 'stay' and c.state in ('due', 'charging', 'unknown', 'retrying') \
              and greatest(c.created_at, c.next_attempt_at) < now - interval '5 minutes'",
};

/// Every charge has a subject, and every reservation its payment source.
pub(super) const I13: Invariant = Invariant {
    name: "I13",
    sentence: "a charge is about a reservation or names its subject and its driver; a reservation \
        paid by card is confirmed with one, and one with nothing to pay costs nothing",
    sql: "select 'charge ' || id || ' (' || kind || ') is about reservation ' || \
        coalesce(reservation_id::text, 'none') || ', subject ' || coalesce(subject_id::text, \
        'none') || ', and names ' || num_nonnulls(user_id, guest_id) || ' drivers' \
          from charges \
          where (reservation_id is not null) <> (kind in ('stay', 'extension', 'overstay', \
              'no_show', 'late_cancellation')) \
              or num_nonnulls(reservation_id, subject_id) <> 1 \
              or num_nonnulls(user_id, guest_id) <> num_nonnulls(subject_id) \
          union all \
          select 'reservation ' || id || ' is ' || status || ' without its card' \
          from reservations where payment_source = 'card' and status in ('confirmed', 'completed') \
              and stripe_payment_method_id is null \
          union all \
          select 'reservation ' || r.id || ' has nothing to pay; it was agreed at ' || \
          r.agreed_minor || ', its charges are ' || coalesce(c.amount, 0) \
          from reservations r left join ( \
              select reservation_id, sum(amount_minor) as amount from charges \
              where kind in ('stay', 'extension') group by reservation_id) as c on \
              c.reservation_id = r.id \
          where r.payment_source = 'none' and (r.rate_minor_per_hour <> 0 or r.agreed_minor <> 0 \
              or coalesce(c.amount, 0) <> 0)",
};

/// A driver pays at most what the accepted quotes say.
pub(super) const I14: Invariant = Invariant {
    name: "I14",
    sentence: "no stay costs more than the accepted quotes of its segments, where all have one, \
        and a quote was accepted by the reservation that it prices",
    sql: "select 'charge ' || c.id || ' is ' || greatest(c.amount_minor, c.captured_minor) - \
        c.carried_minor || ' without earlier amounts; the accepted quotes sum to ' || s.quoted \
          from charges c join ( \
              select s.reservation_id, sum(q.total_minor) as quoted \
              from segments s left join quotes q on q.id = s.quote_id and q.city_id = s.city_id \
              group by s.reservation_id having count(*) = count(q.id)) as s \
              on s.reservation_id = c.reservation_id \
          where c.kind = 'stay' \
              and greatest(c.amount_minor, c.captured_minor) - c.carried_minor > s.quoted \
          union all \
          select 'segment ' || s.id || ' has the price of quote ' || q.id || ', which was accepted \
          by ' || coalesce('reservation ' || q.accepted_by, 'nobody') \
          from segments s join quotes q on q.id = s.quote_id and q.city_id = s.city_id \
          where q.accepted_by is distinct from s.reservation_id",
};

/// A carried amount is contained in at most one later charge, and nothing else is.
pub(super) const I15: Invariant = Invariant {
    name: "I15",
    sentence: "what a charge contains from earlier ones is the sum of the charges that it took \
        over, each carried, in its city and its currency; a carried amount is in one later charge \
        or waits for one",
    sql: "select 'charge ' || c.id || ' contains ' || c.carried_minor || ' from earlier charges; \
        those that it took over sum to ' || coalesce(e.amount, 0) \
          from charges c left join ( \
              select carried_to, sum(amount_minor) as amount from charges \
              where carried_to is not null group by carried_to) as e on e.carried_to = c.id \
          where c.carried_minor <> coalesce(e.amount, 0) \
          union all \
          select 'charge ' || e.id || ' (' || e.state || ', ' || e.currency || ') is contained in \
          charge ' || e.carried_to || ' (' || coalesce(c.state, 'missing') || ', ' || \
          coalesce(c.currency, 'none') || ')' \
          from charges e left join charges c on c.id = e.carried_to and c.city_id = e.city_id \
          where e.carried_to is not null and (e.state <> 'carried' or c.id is null or c.id = e.id \
              or c.currency <> e.currency or c.state in ('set_up', 'zero')) \
          union all \
          select 'charge ' || id || ' is ' || state || '; it is in ' || num_nonnulls(carried_to) \
          || ' later charges and waits for ' || num_nonnulls(carried_until) \
          from charges where num_nonnulls(carried_to, carried_until) \
              <> case when state = 'carried' then 1 else 0 end",
};
