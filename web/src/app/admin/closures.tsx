import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { type Closure, type CreatedClosure, useCities } from "@/api/admin";
import { usePermissions } from "@/api/permissions";
import { SelectField } from "@/components/console/select-field";
import { PageHeader } from "@/components/console/page-header";
import { PagedList } from "@/components/console/paged-list";
import { Table } from "@/components/console/table";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { consoleTexts, navTexts, stateNames } from "@/console-texts/console";
import { closureTexts } from "@/console-texts/places";
import { reservationTexts } from "@/console-texts/reservations";
import { ClosureForm } from "@/features/places/admin/closure-form";
import { ClosuresTable } from "@/features/places/admin/closures-table";
import { closuresQuery } from "@/features/places/admin/closure-requests";
import { spotQuery, zoneQuery } from "@/features/places/admin/place-requests";
import { zoneName } from "@/features/places/admin/zone-picker";
import { useNow } from "@/lib/use-now";
import { CitySelect } from "./city-select";
import { ActorLink, SubjectLink } from "./links";
import { useFilters } from "./use-filters";

type Filters = { age?: string; spot?: string; city?: string };

export function ClosuresPage() {
  const [filters, change] = useFilters<Filters>();
  const { cityOf } = useCities();
  const { hasWithin } = usePermissions();
  const closable = useCities(({ id }) => hasWithin("manage_closures", id));
  // A closure that begins now is in force at once.
  const now = useNow();
  const [isAdding, setAdding] = useState(false);
  const [created, setCreated] = useState<CreatedClosure>();
  const isOpen = isAdding || filters.spot !== undefined;
  // A link from a spot's page selects that spot.
  const spot = useQuery({ ...spotQuery(filters.spot ?? ""), enabled: filters.spot !== undefined });
  const query = useInfiniteQuery(closuresQuery(filters.age === "all" ? "all" : "current"));
  const cancel = () => {
    setAdding(false);
    change({ spot: "" });
  };
  return (
    <>
      <PageHeader title={navTexts.closures}>
        {!isOpen && closable.cityOf().id && <Button onPress={() => setAdding(true)}>{closureTexts.add}</Button>}
      </PageHeader>
      {created && <ClosureResult created={created} />}
      {isOpen && (
        <section className="panel" aria-labelledby="add">
          <h2 id="add">{closureTexts.add}</h2>
          <CitySelect cities={closable.cities} value={filters.city} onChange={(city) => change({ city })} isRequired />
          {filters.spot && !spot.data ? (
            <Skeleton lines={4} />
          ) : (
            <ClosureForm
              city={closable.cityOf(spot.data?.city_id ?? filters.city)}
              spot={spot.data}
              onDone={(closure) => {
                setCreated(closure);
                cancel();
              }}
              onCancel={cancel}
            />
          )}
        </section>
      )}
      <div className="filters">
        <SelectField
          label={closureTexts.age}
          value={filters.age ?? ""}
          onChange={(age) => change({ age })}
          options={[
            { value: "", label: stateNames.current ?? "" },
            { value: "all", label: closureTexts.all },
          ]}
        />
      </div>
      <PagedList query={query} rowsOf={(page) => page.closures}>
        {(closures) => (
          <ClosuresTable
            closures={closures}
            cityOf={cityOf}
            now={now}
            by={(actor) => <ActorLink name={actor} />}
            place={(closure) => <ClosedPlace closure={closure} />}
          />
        )}
      </PagedList>
    </>
  );
}

function ClosedPlace({ closure: { spot_id, zone_id } }: { closure: Closure }) {
  const spot = useQuery({ ...spotQuery(spot_id ?? ""), enabled: Boolean(spot_id) });
  const zone = useQuery({ ...zoneQuery(zone_id ?? ""), enabled: Boolean(zone_id) });
  if (spot_id)
    return (
      <Link to="/admin/spots/$id" params={{ id: spot_id }} className="row-link">
        {spot.data?.label ?? closureTexts.spot}
      </Link>
    );
  if (!zone_id) return "—";
  return (
    <Link to="/admin/spots" search={{ zone: zone_id }}>
      {zone.data ? zoneName(zone.data) : closureTexts.zone}
    </Link>
  );
}

/** The revoked reservations with their re-seats. */
function ClosureResult({ created: { displaced } }: { created: CreatedClosure }) {
  return (
    <>
      <Notice kind="success" title={closureTexts.done}>
        {!displaced.length && closureTexts.noneDisplaced}
      </Notice>
      {displaced.length > 0 && (
        <Table
          label={closureTexts.displaced}
          rows={displaced}
          keyOf={({ reservation }) => reservation.id}
          emptyText={consoleTexts.none}
          columns={[
            {
              head: closureTexts.displaced,
              cell: ({ reservation }) => <SubjectLink kind="reservation" id={reservation.id} />,
            },
            { head: reservationTexts.driver, cell: ({ reservation }) => reservation.email },
            {
              head: closureTexts.offered,
              cell: ({ reseat }) =>
                reseat ? (
                  <>
                    {reseat.spot.label}: <SubjectLink kind="reservation" id={reseat.id} />
                  </>
                ) : (
                  closureTexts.notOffered
                ),
            },
          ]}
        />
      )}
    </>
  );
}
