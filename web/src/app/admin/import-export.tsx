import { useState } from "react";
import { useCities } from "@/api/admin";
import { Download } from "@/components/console/download-button";
import { Head } from "@/components/console/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { navTexts } from "@/console-texts/console";
import { exchangeTexts } from "@/console-texts/places";
import { ImportForm } from "@/features/places/admin/import-form";
import { exportSpots } from "@/features/places/admin/place-requests";
import { CityChoice } from "./city-select";

/** All spots of a city as a file, out and in. */
export function ExchangePage() {
  const { cityOf } = useCities();
  const [cityId, setCityId] = useState<string>();
  const { id = "", slug = "spots" } = cityOf(cityId);
  return (
    <>
      <Head title={navTexts.exchange} />
      <CityChoice value={cityId} onChange={setCityId} isOne />
      <section className="panel" aria-labelledby="import">
        <h2 id="import">{exchangeTexts.importHead}</h2>
        {id ? <ImportForm key={id} cityId={id} /> : <Skeleton lines={3} />}
      </section>
      <section className="panel" aria-labelledby="export">
        <h2 id="export">{exchangeTexts.export}</h2>
        <p className="soft">{exchangeTexts.exportText}</p>
        <div className="console-actions">
          <Download name={exchangeTexts.csv} save={() => exportSpots(id, slug, "text/csv")} />
          <Download name={exchangeTexts.spreadsheet} save={() => exportSpots(id, slug, "text/csv", true)} />
          <Download name={exchangeTexts.geojson} save={() => exportSpots(id, slug, "application/geo+json")} />
        </div>
      </section>
    </>
  );
}
