import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Tariff, TariffYield } from "@/api/admin";
import { ConfirmButton } from "@/components/console/confirm-button";
import { QueryResult } from "@/components/console/query-result";
import { Button } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { yieldConsoleTexts } from "@/console-texts/yield";
import { formatDateTime } from "@/lib/time";
import { occupancyInWords, yieldPolicyInWords } from "../yield-words";
import { policyQuery } from "./occupancy-requests";
import { tariffQuery } from "./requests";
import { unknownVersion } from "./unknown-version";
import { levelName, YieldChangesTable } from "./yield-changes-table";
import { YieldForm } from "./yield-form";
import { endYieldPolicy, yieldQuery } from "./yield-requests";

interface YieldPricesProps {
  tariff: Tariff;
  canManage: boolean;
}

/** The policy by which the rates of a site follow its live occupancy, the present level, and the changes so far. */
export function YieldPrices({ tariff, canManage }: YieldPricesProps) {
  const [isEditing, setEditing] = useState(false);
  const close = () => setEditing(false);
  const query = useQuery(yieldQuery(tariff.id));
  useNewVersions(tariff, query.data);
  const occupancy = useQuery(policyQuery(tariff.id));
  const hasPolicy = Boolean(query.data?.policy);
  // A tariff has at most one of the two policies.
  const isExcluded = !hasPolicy && Boolean(occupancy.data?.policy);
  return (
    <section className="panel" aria-labelledby="yield">
      <div className="console-title">
        <h2 id="yield">{yieldConsoleTexts.title}</h2>
        {canManage && !isEditing && query.data && !isExcluded && (
          <div className="console-actions">
            {hasPolicy && (
              <ConfirmButton
                name={yieldConsoleTexts.end}
                text={yieldConsoleTexts.endText}
                act={() => endYieldPolicy(tariff.id)}
              />
            )}
            <Button kind="quiet" onPress={() => setEditing(true)}>
              {hasPolicy ? yieldConsoleTexts.change : yieldConsoleTexts.set}
            </Button>
          </div>
        )}
      </div>
      <QueryResult query={query}>
        {(found) => (
          <>
            {isExcluded ? (
              <p className="soft">{yieldConsoleTexts.excluded}</p>
            ) : (
              <YieldState tariff={tariff} found={found} />
            )}
            {isEditing && <YieldForm tariff={tariff} found={found} onDone={close} onCancel={close} />}
          </>
        )}
      </QueryResult>
    </section>
  );
}

/** Loads the tariff again after each automatic change, so that its rules and versions agree with the level. */
function useNewVersions(tariff: Tariff, found: TariffYield | undefined): void {
  const client = useQueryClient();
  const { id, versions } = tariff;
  const version = found && unknownVersion(versions, found.changes);
  useEffect(() => {
    if (version !== undefined) void client.invalidateQueries({ queryKey: tariffQuery(id).queryKey });
  }, [client, id, version]);
}

function YieldState({ tariff: { currency, time_zone: zone }, found }: { tariff: Tariff; found: TariffYield }) {
  const { policy, level, since, changes } = found;
  if (!policy && !changes.length) return <p className="soft">{yieldConsoleTexts.none}</p>;
  return (
    <>
      {policy ? (
        <>
          <p>{yieldPolicyInWords(policy, currency)}</p>
          <DescriptionList
            items={[
              [yieldConsoleTexts.level, levelName(level)],
              [yieldConsoleTexts.since, since ? formatDateTime(since, zone) : "—"],
              [yieldConsoleTexts.occupancy, occupancyInWords(found)],
            ]}
          />
        </>
      ) : (
        <p className="soft">{yieldConsoleTexts.none}</p>
      )}
      <h3>{yieldConsoleTexts.changes}</h3>
      <YieldChangesTable changes={changes} zone={zone} />
    </>
  );
}
