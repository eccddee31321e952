import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import type { Tariff } from "@/api/admin";
import { usePermissions } from "@/api/permissions";
import { PageHeader } from "@/components/console/page-header";
import { QueryResult } from "@/components/console/query-result";
import { Button } from "@/components/ui/button";
import { assignmentTexts, tariffTexts } from "@/console-texts/pricing";
import { ZonePicker } from "@/features/places/admin/zone-picker";
import { AssignForm } from "@/features/pricing/admin/assign-form";
import { AssignmentsTable } from "@/features/pricing/admin/assignments-table";
import { DocumentDifferences } from "@/features/pricing/admin/document-differences";
import { NameForm } from "@/features/pricing/admin/name-form";
import { Occupancy } from "@/features/pricing/admin/occupancy";
import { ReplayPanel } from "@/features/pricing/admin/replay-panel";
import { renameTariff, tariffQuery } from "@/features/pricing/admin/requests";
import { versionInForce, VersionsTable } from "@/features/pricing/admin/versions-table";
import { YieldPrices } from "@/features/pricing/admin/yield-prices";
import { documentOf } from "@/features/pricing/tariff-document";
import { useNow } from "@/lib/use-now";
import { ActorLink } from "./links";
import { isId } from "./use-filters";

export function TariffPage() {
  const { id } = useParams({ from: "/admin/tariffs/$id" });
  return (
    <QueryResult query={useQuery(tariffQuery(id))}>
      {(tariff) => <TariffDetails key={tariff.id} tariff={tariff} />}
    </QueryResult>
  );
}

function TariffDetails({ tariff }: { tariff: Tariff }) {
  const [isRenaming, setRenaming] = useState(false);
  const canManage = usePermissions().has("manage_tariffs", { cityId: tariff.city_id });
  const inForce = versionInForce(tariff);
  return (
    <>
      <PageHeader title={tariff.name}>
        {canManage && (
          <>
            <Link to="/admin/tariffs/$id/edit" params={{ id: tariff.id }} className="button button-primary">
              {tariffTexts.edit}
            </Link>
            {!isRenaming && (
              <Button kind="quiet" onPress={() => setRenaming(true)}>
                {tariffTexts.rename}
              </Button>
            )}
          </>
        )}
      </PageHeader>
      {isRenaming && (
        <section className="panel" aria-labelledby="rename">
          <h2 id="rename">{tariffTexts.rename}</h2>
          <NameForm
            name={tariff.name}
            button={tariffTexts.rename}
            submit={(name) => renameTariff(tariff.id, name)}
            onDone={() => setRenaming(false)}
            onCancel={() => setRenaming(false)}
          />
        </section>
      )}
      <section className="panel" aria-labelledby="rules">
        <h2 id="rules">{tariffTexts.rules}</h2>
        <p className={inForce ? "tariff-rules" : "soft"}>{inForce?.rules ?? tariffTexts.noRules}</p>
      </section>
      <Versions tariff={tariff} />
      <Assignments tariff={tariff} canManage={canManage} />
      <Occupancy tariff={tariff} canManage={canManage} />
      <YieldPrices tariff={tariff} canManage={canManage} />
      {canManage && <ReplayPanel tariff={tariff} />}
    </>
  );
}

/** The publisher of a version: a user, or another actor by name. */
function Publisher({ by }: { by: string | null | undefined }) {
  if (!by) return "—";
  return <ActorLink name={isId(by) ? `user:${by}` : by} />;
}

function Versions({ tariff }: { tariff: Tariff }) {
  const [comparedId, setComparedId] = useState<string>();
  const inForce = versionInForce(tariff);
  const compared = tariff.versions.find(({ id }) => id === comparedId);
  return (
    <section className="panel" aria-labelledby="versions">
      <h2 id="versions">{tariffTexts.versions}</h2>
      <VersionsTable
        tariff={tariff}
        now={useNow(30)}
        by={(userId) => <Publisher by={userId} />}
        onCompare={({ id }) => setComparedId(id)}
      />
      {inForce && compared && (
        <>
          <h3>{tariffTexts.compared(compared.number, inForce.number)}</h3>
          <DocumentDifferences
            before={documentOf(inForce)}
            after={documentOf(compared)}
            afterName={tariffTexts.versionNumber(compared.number)}
          />
        </>
      )}
    </section>
  );
}

function Assignments({ tariff, canManage }: { tariff: Tariff; canManage: boolean }) {
  const [isAdding, setAdding] = useState(false);
  const close = () => setAdding(false);
  return (
    <section className="panel" aria-labelledby="assignments">
      <div className="console-title">
        <h2 id="assignments">{assignmentTexts.title}</h2>
        {canManage && !isAdding && <Button onPress={() => setAdding(true)}>{assignmentTexts.addTitle}</Button>}
      </div>
      {isAdding && (
        <AssignForm
          tariff={tariff}
          zonePicker={(choice) => <ZonePicker label={assignmentTexts.zone} cityId={tariff.city_id} {...choice} />}
          onDone={close}
          onCancel={close}
        />
      )}
      <AssignmentsTable tariff={tariff} now={useNow(30)} canManage={canManage} />
    </section>
  );
}
