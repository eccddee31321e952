import { useState } from "react";
import { useCities } from "@/api/admin";
import { usePermissions } from "@/api/permissions";
import { Allowed } from "@/components/console/allowed";
import { DownloadButton } from "@/components/console/download-button";
import { PageHeader } from "@/components/console/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { navTexts } from "@/console-texts/console";
import { importExportTexts } from "@/console-texts/places";
import { ImportForm } from "@/features/places/admin/import-form";
import { exportSpots } from "@/features/places/admin/place-requests";
import { CitySelect } from "./city-select";

export function ImportExportPage() {
  const { has } = usePermissions();
  const { cities, cityOf } = useCities((city) => has("view_places", { cityId: city.id }));
  const [cityId, setCityId] = useState<string>();
  const { id = "", slug = "spots" } = cityOf(cityId);
  return (
    <>
      <PageHeader title={navTexts.exchange} />
      <CitySelect cities={cities} value={cityId} onChange={setCityId} isRequired />
      <Allowed to="manage_places" at={{ cityId: id }}>
        <section className="panel" aria-labelledby="import">
          <h2 id="import">{importExportTexts.importHead}</h2>
          {id ? <ImportForm key={id} cityId={id} /> : <Skeleton lines={3} />}
        </section>
      </Allowed>
      <section className="panel" aria-labelledby="export">
        <h2 id="export">{importExportTexts.export}</h2>
        <p className="soft">{importExportTexts.exportText}</p>
        <div className="console-actions">
          <DownloadButton name={importExportTexts.csv} save={() => exportSpots(id, slug, "text/csv")} />
          <DownloadButton name={importExportTexts.spreadsheet} save={() => exportSpots(id, slug, "text/csv", true)} />
          <DownloadButton name={importExportTexts.geojson} save={() => exportSpots(id, slug, "application/geo+json")} />
        </div>
      </section>
    </>
  );
}
