import type { ReactNode } from "react";
import type { Tariff, TariffVersion } from "@/api/admin";
import { StateTag } from "@/components/console/state-tag";
import { Table } from "@/components/console/table";
import { Button } from "@/components/ui/button";
import { consoleTexts } from "@/console-texts/console";
import { tariffTexts } from "@/console-texts/pricing";
import { formatDateTime } from "@/lib/time";

interface VersionsTableProps {
  tariff: Tariff;
  now: number;
  by: (userId: string | null | undefined) => ReactNode;
  onCompare: (version: TariffVersion) => void;
}

export const versionInForce = ({ versions }: Tariff) => versions.find(({ in_force }) => in_force);

/** The version with the operator's own rates: of a version that a yield policy has made, its base. */
export function versionToEdit(tariff: Tariff): TariffVersion | undefined {
  const inForce = versionInForce(tariff);
  const base = inForce?.published_by === null && inForce.base_version_id;
  return tariff.versions.find(({ id }) => id === base) ?? inForce;
}

function stateOf({ in_force, effective_from }: TariffVersion, now: number): string {
  if (in_force) return "active";
  return Date.parse(effective_from) > now ? "coming" : "over";
}

export function VersionsTable({ tariff, now, by, onCompare }: VersionsTableProps) {
  const zone = tariff.time_zone;
  const inForce = versionInForce(tariff);
  return (
    <Table
      label={tariffTexts.versions}
      rows={tariff.versions}
      keyOf={({ id }) => id}
      emptyText={tariffTexts.noVersions}
      columns={[
        { head: tariffTexts.version, cell: ({ number }) => number },
        { head: consoleTexts.state, cell: (version) => <StateTag state={stateOf(version, now)} /> },
        { head: tariffTexts.effectiveFrom, cell: ({ effective_from }) => formatDateTime(effective_from, zone) },
        { head: tariffTexts.published, cell: ({ published_at }) => formatDateTime(published_at, zone) },
        { head: tariffTexts.publishedBy, cell: ({ published_by }) => by(published_by) },
        { head: tariffTexts.rules, cell: ({ rules }) => rules, isText: true },
        {
          head: consoleTexts.actions,
          cell: (version) =>
            inForce &&
            inForce.id !== version.id && (
              <Button kind="quiet" onPress={() => onCompare(version)}>
                {tariffTexts.compare}
              </Button>
            ),
        },
      ]}
    />
  );
}
