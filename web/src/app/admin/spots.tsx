import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useCities } from "@/api/admin";
import { usePermissions } from "@/api/permissions";
import { SelectField } from "@/components/console/select-field";
import { FilterField } from "@/components/console/filter-field";
import { PageHeader } from "@/components/console/page-header";
import { PagedList } from "@/components/console/paged-list";
import { Button } from "@/components/ui/button";
import { consoleTexts, navTexts, stateNames } from "@/console-texts/console";
import { spotTexts } from "@/console-texts/places";
import { spotsQuery } from "@/features/places/admin/place-requests";
import { SpotForm } from "@/features/places/admin/spot-form";
import { SpotsTable } from "@/features/places/admin/spots-table";
import type { Position } from "@/lib/geo";
import { CitySelect } from "./city-select";
import { ConsoleMap } from "./console-map";
import { useFilters } from "./use-filters";

type Filters = { q?: string; city?: string; zone?: string; service?: string };

export function SpotsPage() {
  const [filters, change] = useFilters<Filters>();
  const navigate = useNavigate();
  const { cityOf } = useCities();
  const { hasWithin } = usePermissions();
  const city = useCities(({ id }) => hasWithin("manage_places", id)).cityOf(filters.city);
  const [isAdding, setAdding] = useState(false);
  const [place, setPlace] = useState<Position>();
  const service = filters.service;
  const query = useInfiniteQuery(
    spotsQuery({
      q: filters.q,
      city_id: filters.city,
      zone_id: filters.zone,
      in_service: service ? service === "in_service" : undefined,
    }),
  );
  const open = (id: string) => void navigate({ to: "/admin/spots/$id", params: { id } });
  const cancelAdding = () => {
    setAdding(false);
    setPlace(undefined);
  };
  const isPlaced = place && Number.isFinite(place.lat) && Number.isFinite(place.lng);
  return (
    <>
      <PageHeader title={navTexts.spots}>
        {!isAdding && city.id && <Button onPress={() => setAdding(true)}>{spotTexts.add}</Button>}
      </PageHeader>
      <div className="beside">
        <ConsoleMap
          hint={isAdding ? spotTexts.mapPlace : spotTexts.mapHint}
          selected={isPlaced ? { id: "new", label: "+", state: "free", price: "", ...place } : undefined}
          onSelect={open}
          onPlace={isAdding ? setPlace : undefined}
        />
        {isAdding && (
          <section className="panel" aria-labelledby="add">
            <h2 id="add">{spotTexts.add}</h2>
            <SpotForm
              city={city}
              place={place}
              onPlace={setPlace}
              onDone={({ id }) => open(id)}
              onCancel={cancelAdding}
            />
          </section>
        )}
      </div>
      <div className="filters" role="search">
        <FilterField label={spotTexts.find} value={filters.q} onChange={(q) => change({ q })} />
        <CitySelect value={filters.city} onChange={(city) => change({ city })} />
        <SelectField
          label={spotTexts.service}
          value={service ?? ""}
          onChange={(value) => change({ service: value })}
          options={[
            { value: "", label: consoleTexts.any },
            { value: "in_service", label: stateNames.in_service ?? "" },
            { value: "retired", label: stateNames.retired ?? "" },
          ]}
        />
        {filters.zone && (
          <Button kind="plain" onPress={() => change({ zone: "" })}>
            {spotTexts.allZones}
          </Button>
        )}
      </div>
      <PagedList query={query} rowsOf={(page) => page.spots}>
        {(spots) => (
          <SpotsTable
            spots={spots}
            cityOf={cityOf}
            link={({ id, label }) => (
              <Link to="/admin/spots/$id" params={{ id }} className="row-link">
                {label}
              </Link>
            )}
          />
        )}
      </PagedList>
    </>
  );
}
