import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useCities } from "@/api/admin";
import { usePermissions } from "@/api/permissions";
import { PageHeader } from "@/components/console/page-header";
import { QueryResult } from "@/components/console/query-result";
import { Field } from "@/components/ui/field";
import { navTexts } from "@/console-texts/console";
import { guardRailTexts } from "@/console-texts/guard-rails";
import { GuardRailReport } from "@/features/pricing/admin/guard-rail-report";
import { guardRailsQuery } from "@/features/pricing/admin/guard-rail-requests";
import { dayCount, type DayRange, isDay, lastDays } from "@/features/pricing/admin/past-period";
import { useNow } from "@/lib/use-now";
import { CitySelect } from "./city-select";
import { useFilters } from "./use-filters";

type Filters = { city?: string; from?: string; to?: string };

const DAYS = 30;
/** The longest range of the api. */
const MAX_DAYS = 366;

export function GuardRailsPage() {
  const [filters, change] = useFilters<Filters>();
  const { has } = usePermissions();
  const { cities, cityOf } = useCities(({ id }) => has("view_tariffs", { cityId: id }));
  const city = cityOf(filters.city);
  const usual = lastDays(useNow(60), city.time_zone, DAYS);
  // The URL has only whole dates, so it cannot keep a date that is being typed.
  const [typed, setTyped] = useState<Partial<DayRange>>({});
  const range: DayRange = {
    from: typed.from ?? filters.from ?? usual.from,
    to: typed.to ?? filters.to ?? usual.to,
  };
  const typeDate = (date: Partial<DayRange>) => {
    setTyped({ ...typed, ...date });
    if (Object.values(date).every(isDay)) change(date);
  };
  const days = dayCount(range);
  const isInvalid = !(days >= 1 && days <= MAX_DAYS);
  return (
    <>
      <PageHeader title={navTexts.guardRails} />
      <p className="soft">{guardRailTexts.text}</p>
      <div className="filters">
        <CitySelect cities={cities} value={filters.city} onChange={(id) => change({ city: id })} isRequired />
        <Field label={guardRailTexts.from} type="date" value={range.from} onChange={(from) => typeDate({ from })} />
        <Field
          label={guardRailTexts.to}
          type="date"
          value={range.to}
          onChange={(to) => typeDate({ to })}
          error={isInvalid ? guardRailTexts.invalidRange(MAX_DAYS) : undefined}
        />
      </div>
      {city.id && !isInvalid && <Report cityId={city.id} range={range} />}
    </>
  );
}

function Report({ cityId, range }: { cityId: string; range: DayRange }) {
  return (
    <QueryResult query={useQuery(guardRailsQuery(cityId, range))}>
      {(report) => (
        <GuardRailReport
          report={report}
          zone={({ zone_id, street }) => (
            <Link to="/admin/spots" search={{ zone: zone_id }} className="row-link">
              {street}
            </Link>
          )}
        />
      )}
    </QueryResult>
  );
}
