import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Tariff, TariffPolicy } from "@/api/admin";
import { QueryResult } from "@/components/console/query-result";
import { Button } from "@/components/ui/button";
import { occupancyTexts } from "@/console-texts/pricing";
import { evidenceTexts } from "@/texts/pricing";
import { policyInWords } from "../evidence-words";
import { DraftForm, DraftList } from "./drafts";
import { draftsQuery, policyQuery } from "./occupancy-requests";
import { PolicyForm } from "./policy-form";
import { yieldQuery } from "./yield-requests";

type Form = "policy" | "draft";

/** The policy by which the rates follow the occupancy, and the drafts that were made by it. */
export function Occupancy({ tariff, canManage }: { tariff: Tariff; canManage: boolean }) {
  const [form, setForm] = useState<Form>();
  const close = () => setForm(undefined);
  const policy = useQuery(policyQuery(tariff.id));
  const drafts = useQuery(draftsQuery(tariff.id));
  const live = useQuery(yieldQuery(tariff.id));
  const hasPolicy = Boolean(policy.data?.policy);
  // A tariff has at most one of the two policies.
  const isExcluded = !hasPolicy && Boolean(live.data?.policy);
  return (
    <section className="panel" aria-labelledby="occupancy">
      <div className="console-title">
        <h2 id="occupancy">{occupancyTexts.title}</h2>
        {canManage && !form && policy.data && !isExcluded && (
          <div className="console-actions">
            {hasPolicy && tariff.versions.length > 0 && (
              <Button onPress={() => setForm("draft")}>{occupancyTexts.newDraft}</Button>
            )}
            <Button kind="quiet" onPress={() => setForm("policy")}>
              {hasPolicy ? occupancyTexts.changePolicy : occupancyTexts.newPolicy}
            </Button>
          </div>
        )}
      </div>
      <QueryResult query={policy}>
        {(found) => (
          <>
            {isExcluded ? (
              <p className="soft">{occupancyTexts.excluded}</p>
            ) : (
              <PolicyText policy={found} currency={tariff.currency} />
            )}
            {form === "policy" && <PolicyForm tariff={tariff} policy={found} onDone={close} onCancel={close} />}
          </>
        )}
      </QueryResult>
      {form === "draft" && <DraftForm tariff={tariff} onDone={close} onCancel={close} />}
      <h3>{occupancyTexts.drafts}</h3>
      <QueryResult query={drafts}>
        {(found) => <DraftList tariff={tariff} drafts={found} canManage={canManage} />}
      </QueryResult>
    </section>
  );
}

function PolicyText({ policy: { policy, coverage_percent }, currency }: { policy: TariffPolicy; currency: string }) {
  if (!policy) return <p className="soft">{occupancyTexts.noPolicy}</p>;
  return (
    <p>
      {policyInWords(policy, currency)} {evidenceTexts.coverage(coverage_percent ?? 0)}
    </p>
  );
}
