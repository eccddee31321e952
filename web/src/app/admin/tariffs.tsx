import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useCities } from "@/api/admin";
import { usePermissions } from "@/api/permissions";
import { PageHeader } from "@/components/console/page-header";
import { PagedList } from "@/components/console/paged-list";
import { Button } from "@/components/ui/button";
import { navTexts } from "@/console-texts/console";
import { tariffTexts } from "@/console-texts/pricing";
import { NameForm } from "@/features/pricing/admin/name-form";
import { createTariff, tariffsQuery } from "@/features/pricing/admin/requests";
import { TariffsTable } from "@/features/pricing/admin/tariffs-table";
import { CitySelect } from "./city-select";
import { useFilters } from "./use-filters";

type Filters = { city?: string };

export function TariffsPage() {
  const [{ city }, change] = useFilters<Filters>();
  const navigate = useNavigate();
  const { has } = usePermissions();
  const { cityOf } = useCities();
  const managed = useCities(({ id }) => has("manage_tariffs", { cityId: id }));
  const { id: cityId } = managed.cityOf(city);
  const [isAdding, setAdding] = useState(false);
  const query = useInfiniteQuery(tariffsQuery({ city_id: city }));
  return (
    <>
      <PageHeader title={navTexts.tariffs}>
        {!isAdding && cityId && <Button onPress={() => setAdding(true)}>{tariffTexts.add}</Button>}
      </PageHeader>
      {isAdding && cityId && (
        <section className="panel" aria-labelledby="add">
          <h2 id="add">{tariffTexts.add}</h2>
          <CitySelect cities={managed.cities} value={city} onChange={(next) => change({ city: next })} isRequired />
          <NameForm
            button={tariffTexts.add}
            submit={(name) => createTariff(cityId, name)}
            onDone={({ id }) => void navigate({ to: "/admin/tariffs/$id", params: { id } })}
            onCancel={() => setAdding(false)}
          />
        </section>
      )}
      <div className="filters">
        <CitySelect value={city} onChange={(next) => change({ city: next })} />
      </div>
      <PagedList query={query} rowsOf={(page) => page.tariffs}>
        {(tariffs) => (
          <TariffsTable
            tariffs={tariffs}
            cityOf={cityOf}
            link={({ id, name }) => (
              <Link to="/admin/tariffs/$id" params={{ id }} className="row-link">
                {name}
              </Link>
            )}
          />
        )}
      </PagedList>
    </>
  );
}
