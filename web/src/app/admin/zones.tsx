import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { type ManagedZone, useCities } from "@/api/admin";
import { usePermissions } from "@/api/permissions";
import { Allowed } from "@/components/console/allowed";
import { FilterField } from "@/components/console/filter-field";
import { PageHeader } from "@/components/console/page-header";
import { PagedList } from "@/components/console/paged-list";
import { Table } from "@/components/console/table";
import { Button } from "@/components/ui/button";
import { consoleTexts, navTexts } from "@/console-texts/console";
import { spotTexts, zoneTexts } from "@/console-texts/places";
import { zonesQuery } from "@/features/places/admin/place-requests";
import { ZoneForm } from "@/features/places/admin/zone-form";
import type { MapHandle } from "@/features/places/map/map-view";
import type { Position } from "@/lib/geo";
import { CitySelect } from "./city-select";
import { ConsoleMap } from "./console-map";
import { closedRing, ringOf } from "./shapes";
import { useFilters } from "./use-filters";

type Filters = { q?: string; city?: string };

function lineOf(zone: ManagedZone): Position[] {
  if (zone.boundary) return ringOf(zone.boundary);
  const { coordinates = [] } = zone.line as { coordinates?: [number, number][] };
  return coordinates.map(([lng, lat]) => ({ lat, lng }));
}

const placeOf = ({ city_id, site_id }: ManagedZone) => ({ cityId: city_id, siteId: site_id });

export function ZonesPage() {
  const [filters, change] = useFilters<Filters>();
  const { hasWithin } = usePermissions();
  const { cityOf } = useCities(({ id }) => hasWithin("manage_places", id));
  const { id: cityId } = cityOf(filters.city);
  const map = useRef<MapHandle>(null);
  const [edited, setEdited] = useState<ManagedZone | "new">();
  const [line, setLine] = useState<Position[]>([]);
  const query = useInfiniteQuery(zonesQuery({ q: filters.q, city_id: filters.city }));
  const edit = (zone: ManagedZone | "new") => {
    const zoneLine = zone === "new" ? [] : lineOf(zone);
    setEdited(zone);
    setLine(zoneLine);
    const middle = zoneLine[Math.floor(zoneLine.length / 2)];
    if (middle) map.current?.show(middle, 17);
    scrollTo({ top: 0 });
  };
  const cancelEditing = () => {
    setEdited(undefined);
    setLine([]);
  };
  const zone = edited === "new" ? undefined : edited;
  return (
    <>
      <PageHeader title={navTexts.zones}>
        {!edited && cityId && <Button onPress={() => edit("new")}>{zoneTexts.add}</Button>}
      </PageHeader>
      <div className="beside">
        <ConsoleMap
          onMap={(handle) => {
            map.current = handle;
          }}
          hint={edited ? zoneTexts.draw : ""}
          line={zone?.boundary ? closedRing(line) : line}
          onPlace={edited ? (place) => setLine([...line, place]) : undefined}
        />
        {edited && (
          <section className="panel" aria-labelledby="edit">
            <h2 id="edit">{zone ? zoneTexts.edit(zone.street) : zoneTexts.add}</h2>
            <ZoneForm
              key={zone?.id ?? "new"}
              cityId={zone?.city_id ?? cityId ?? ""}
              zone={zone}
              line={line}
              onLine={setLine}
              onDone={cancelEditing}
              onCancel={cancelEditing}
            />
          </section>
        )}
      </div>
      <div className="filters" role="search">
        <FilterField label={zoneTexts.find} value={filters.q} onChange={(q) => change({ q })} />
        <CitySelect value={filters.city} onChange={(city) => change({ city })} />
      </div>
      <PagedList query={query} rowsOf={(page) => page.zones}>
        {(zones) => (
          <Table
            label={navTexts.zones}
            rows={zones}
            keyOf={({ id }) => id}
            emptyText={consoleTexts.none}
            columns={[
              { head: zoneTexts.street, cell: ({ street }) => street },
              { head: zoneTexts.from, cell: ({ from_street }) => from_street || "—" },
              { head: zoneTexts.to, cell: ({ to_street }) => to_street || "—" },
              { head: zoneTexts.side, cell: ({ side }) => zoneTexts.sides[side] ?? side },
              { head: zoneTexts.level, cell: ({ level }) => level ?? "—" },
              { head: spotTexts.reference, cell: ({ source_ref }) => <code>{source_ref}</code> },
              {
                head: consoleTexts.actions,
                cell: (each) => (
                  <div className="console-actions">
                    <Allowed to="manage_places" at={placeOf(each)}>
                      <Button kind="quiet" onPress={() => edit(each)}>
                        {consoleTexts.edit}
                      </Button>
                    </Allowed>
                    <Link to="/admin/spots" search={{ zone: each.id }} className="button button-quiet">
                      {zoneTexts.spots}
                    </Link>
                    <Allowed to="view_reservations" at={placeOf(each)}>
                      <Link to="/admin/reservations" search={{ zone: each.id }} className="button button-quiet">
                        {navTexts.reservations}
                      </Link>
                    </Allowed>
                  </div>
                ),
              },
            ]}
          />
        )}
      </PagedList>
    </>
  );
}
