import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { RadioChips } from "@/components/ui/chips";
import { vehicleOptions } from "@/features/identity/vehicle-options";
import { vehiclesQuery } from "@/features/identity/vehicle-requests";
import { PassButton } from "@/features/visits/pass-code";
import { sitePassQuery } from "@/features/visits/visit-requests";
import { scanTexts } from "@/texts/visits";

/** The pass of the account, which a reader at the entrance accepts in place of a scanned code. */
export function SitePass({ siteId, zone }: { siteId: string; zone: string }) {
  const { data: vehicles = [] } = useQuery(vehiclesQuery);
  const [chosen, choose] = useState<string>();
  const vehicleId = chosen ?? vehicles[0]?.id;
  return (
    <>
      {vehicles.length > 1 && (
        <RadioChips
          label={scanTexts.vehicle}
          value={vehicleId ?? ""}
          options={vehicleOptions(vehicles)}
          onChange={choose}
        />
      )}
      <PassButton options={sitePassQuery(siteId, vehicleId)} zone={zone} />
    </>
  );
}
