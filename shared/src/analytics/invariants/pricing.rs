//! Invariants of prices that follow from rules.

use super::Invariant;

/// Rates by a yield policy can be computed again from the version with the operator's own rates.
pub(super) const I16: Invariant = Invariant {
    name: "I16",
    sentence: "the rates of a version that a yield policy published are the operator's own, or \
        moved in the direction of its level and between floor and ceiling, and its changes are far \
        enough apart",
    sql: "select 'version ' || v.number || ' of tariff ' || y.tariff_id || ' (' || y.to_level || \
        ') has the rate ' || coalesce(r.rate::text, 'none') || ' instead of ' || \
        coalesce(r.base::text, 'none') \
          from yield_changes y \
              join tariff_versions v on v.id = y.version_id and v.city_id = y.city_id \
              join tariff_versions b on b.id = y.base_version_id and b.city_id = y.city_id \
              cross join lateral rows from ( \
                  jsonb_array_elements( \
                      jsonb_path_query_array(v.document, \
                          '$.bands[*].rate_minor_per_hour ? (@ >= 0)') \
                      || jsonb_path_query_array(v.document, \
                          '$.bands[*].steps[*].rate_minor_per_hour')), \
                  jsonb_array_elements( \
                      jsonb_path_query_array(b.document, \
                          '$.bands[*].rate_minor_per_hour ? (@ >= 0)') \
                      || jsonb_path_query_array(b.document, \
                          '$.bands[*].steps[*].rate_minor_per_hour')) \
              ) as r (rate, base) \
          where r.rate is distinct from r.base \
              and (y.to_level = 'normal' or r.rate is null or r.base is null \
                  or r.base::bigint = 0 \
                  or (r.rate::bigint > r.base::bigint) <> (y.to_level = 'high') \
                  or r.rate::bigint not between (y.policy->>'floor_minor')::bigint \
                      and (y.policy->>'ceiling_minor')::bigint) \
          union all \
          select 'version ' || v.number || ' of tariff ' || v.tariff_id || ' has another base than \
        ' || y.base_version_id || ', that of its yield change' \
          from yield_changes y join tariff_versions v on v.id = y.version_id and v.city_id = \
          y.city_id \
          where v.base_version_id is distinct from y.base_version_id \
              or v.tariff_id <> y.tariff_id or v.effective_from <> y.at \
          union all \
          select 'tariff ' || y.tariff_id || ' was changed at ' || y.before || ' and ' || y.at || \
        ', less than ' || (y.policy->>'min_minutes_between_changes') || ' minutes apart' \
          from ( \
              select y.*, lag(y.at) over (partition by y.tariff_id order by y.at, y.id) as before \
              from yield_changes y) y \
          where y.at < y.before \
              + make_interval(mins => (y.policy->>'min_minutes_between_changes')::integer)",
};
