import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useCities } from "@/api/admin";
import { Choice } from "@/components/console/select-field";
import { FilterField } from "@/components/console/filter-field";
import { Head } from "@/components/console/page-header";
import { Listing } from "@/components/console/paged-list";
import { MomentField } from "@/components/console/date-time-field";
import { Button } from "@/components/ui/button";
import { consoleTexts, navTexts, stateNames } from "@/console-texts/console";
import { reservationTexts } from "@/console-texts/reservations";
import { reservationsPages } from "@/features/reservations/admin/requests";
import { ReservationsTable } from "@/features/reservations/admin/reservations-table";
import { spotQuery, zoneQuery } from "@/features/places/admin/place-requests";
import { nameOf } from "@/features/places/admin/zone-picker";
import { toWire } from "@/lib/time";
import { searchTexts } from "@/texts/reservations";
import { isId, useFilters } from "./use-filters";

type Filters = {
  id?: string;
  email?: string;
  spot?: string;
  zone?: string;
  from?: string;
  to?: string;
  status?: string;
};

const STATUSES = ["held", "confirmed", "completed", "expired", "cancelled", "revoked"];

/** Reservations of all drivers. */
export function ReservationsPage() {
  const [filters, change] = useFilters<Filters>();
  const { cityOf } = useCities();
  const timeZone = cityOf().time_zone;
  const { id, spot, zone, ...rest } = filters;
  const isWrong = id !== undefined && !isId(id);
  const found = useInfiniteQuery(
    reservationsPages({
      ...rest,
      ...(id && !isWrong && { id }),
      ...(spot && { spot_id: spot }),
      ...(zone && { zone_id: zone }),
    }),
  );
  const its = useQuery({ ...spotQuery(spot ?? ""), enabled: spot !== undefined });
  const itsZone = useQuery({ ...zoneQuery(zone ?? ""), enabled: zone !== undefined });
  const at = (text: string | undefined) => (text ? Date.parse(text) : undefined);
  const write = (moment: number | undefined) => (moment === undefined ? "" : toWire(moment));
  return (
    <>
      <Head title={navTexts.reservations} />
      <div className="filters" role="search">
        <FilterField label={reservationTexts.email} value={filters.email} onChange={(email) => change({ email })} />
        <FilterField
          label={reservationTexts.id}
          value={id}
          onChange={(next) => change({ id: next })}
          error={isWrong ? reservationTexts.wrongId : undefined}
        />
        <Choice
          label={consoleTexts.state}
          value={filters.status ?? ""}
          onChange={(status) => change({ status })}
          choices={[
            { value: "", label: consoleTexts.any },
            ...STATUSES.map((value) => ({ value, label: stateNames[value] ?? value })),
          ]}
        />
        <MomentField
          label={reservationTexts.from}
          value={at(filters.from)}
          onChange={(from) => change({ from: write(from) })}
          zone={timeZone}
        />
        <MomentField
          label={reservationTexts.to}
          value={at(filters.to)}
          onChange={(to) => change({ to: write(to) })}
          zone={timeZone}
        />
        {spot && (
          <Button kind="quiet" onPress={() => change({ spot: "" })}>
            {searchTexts.spot(its.data?.label ?? "…")} ✕
          </Button>
        )}
        {zone && (
          <Button kind="quiet" onPress={() => change({ zone: "" })}>
            {itsZone.data ? nameOf(itsZone.data) : "…"} ✕
          </Button>
        )}
      </div>
      <Listing found={found} of={(page) => page.reservations}>
        {(reservations) => (
          <ReservationsTable
            reservations={reservations}
            link={(each) => (
              <Link to="/admin/reservations/$id" params={{ id: each.id }} className="row-link">
                {searchTexts.spot(each.spot.label)}
              </Link>
            )}
          />
        )}
      </Listing>
    </>
  );
}
