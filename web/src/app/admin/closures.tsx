import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { type Closure, type CreatedClosure, useCities } from "@/api/admin";
import { Choice } from "@/components/console/select-field";
import { Head } from "@/components/console/page-header";
import { Listing } from "@/components/console/paged-list";
import { Table } from "@/components/console/table";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { consoleTexts, navTexts, stateNames } from "@/console-texts/console";
import { closureTexts } from "@/console-texts/places";
import { reservationTexts } from "@/console-texts/reservations";
import { ClosureForm } from "@/features/places/admin/closure-form";
import { ClosuresTable } from "@/features/places/admin/closures-table";
import { closuresPages } from "@/features/places/admin/closure-requests";
import { spotQuery, zoneQuery } from "@/features/places/admin/place-requests";
import { nameOf } from "@/features/places/admin/zone-picker";
import { useNow } from "@/lib/use-now";
import { CityChoice } from "./city-select";
import { Actor, Subject } from "./links";
import { useFilters } from "./use-filters";

type Filters = { age?: string; spot?: string; city?: string };

/** What is closed, and for how long; here a spot or a zone is closed. */
export function ClosuresPage() {
  const [filters, change] = useFilters<Filters>();
  const { cityOf } = useCities();
  const now = useNow(30);
  const [isAdding, setAdding] = useState(false);
  const [created, setCreated] = useState<CreatedClosure>();
  const isOpen = isAdding || filters.spot !== undefined;
  // Who comes from a spot closes that one.
  const spot = useQuery({ ...spotQuery(filters.spot ?? ""), enabled: filters.spot !== undefined });
  const found = useInfiniteQuery(closuresPages(filters.age === "all" ? "all" : "current"));
  const stop = () => {
    setAdding(false);
    change({ spot: "" });
  };
  return (
    <>
      <Head title={navTexts.closures}>
        {!isOpen && <Button onPress={() => setAdding(true)}>{closureTexts.add}</Button>}
      </Head>
      {created && <Done created={created} />}
      {isOpen && (
        <section className="panel" aria-labelledby="add">
          <h2 id="add">{closureTexts.add}</h2>
          <CityChoice value={filters.city} onChange={(city) => change({ city })} isOne />
          {filters.spot && !spot.data ? (
            <Skeleton lines={4} />
          ) : (
            <ClosureForm
              city={cityOf(spot.data?.city_id ?? filters.city)}
              spot={spot.data}
              onDone={(answer) => {
                setCreated(answer);
                stop();
              }}
              onCancel={stop}
            />
          )}
        </section>
      )}
      <div className="filters">
        <Choice
          label={closureTexts.age}
          value={filters.age ?? ""}
          onChange={(age) => change({ age })}
          choices={[
            { value: "", label: stateNames.current ?? "" },
            { value: "all", label: closureTexts.all },
          ]}
        />
      </div>
      <Listing found={found} of={(page) => page.closures}>
        {(closures) => (
          <ClosuresTable
            closures={closures}
            cityOf={cityOf}
            now={now}
            by={(actor) => <Actor name={actor} />}
            place={(closure) => <Place closure={closure} />}
          />
        )}
      </Listing>
    </>
  );
}

function Place({ closure: { spot_id, zone_id } }: { closure: Closure }) {
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
    <Link to="/admin/spots" search={{ zone: zone_id } as never}>
      {zone.data ? nameOf(zone.data) : closureTexts.zone}
    </Link>
  );
}

/** What became of those who were in the way. */
function Done({ created: { displaced } }: { created: CreatedClosure }) {
  return (
    <>
      <Notice kind="good" title={closureTexts.done}>
        {!displaced.length && closureTexts.noneDisplaced}
      </Notice>
      {displaced.length > 0 && (
        <Table
          label={closureTexts.displaced}
          rows={displaced}
          keyOf={({ reservation }) => reservation.id}
          none={consoleTexts.none}
          columns={[
            {
              head: closureTexts.displaced,
              cell: ({ reservation }) => <Subject kind="reservation" id={reservation.id} />,
            },
            { head: reservationTexts.driver, cell: ({ reservation }) => reservation.email },
            {
              head: closureTexts.offered,
              cell: ({ reseat }) =>
                reseat ? (
                  <>
                    {reseat.spot.label}: <Subject kind="reservation" id={reseat.id} />
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
