import type { YieldChange } from "@/api/admin";
import { Table } from "@/components/console/table";
import { yieldConsoleTexts } from "@/console-texts/yield";
import { formatDateTime } from "@/lib/time";
import { occupancyInWords } from "../yield-words";

/** High, normal or low, by the api's name. */
export function levelName(level: string): string {
  return yieldConsoleTexts.levels[level] ?? level;
}

/** The versions that the policy published, newest first. */
export function YieldChangesTable({ changes, zone }: { changes: YieldChange[]; zone: string }) {
  return (
    <Table
      label={yieldConsoleTexts.changes}
      rows={changes}
      keyOf={({ version }) => String(version)}
      emptyText={yieldConsoleTexts.noChanges}
      columns={[
        { head: yieldConsoleTexts.at, cell: ({ at }) => formatDateTime(at, zone) },
        {
          head: yieldConsoleTexts.step,
          cell: ({ from_level, to_level }) => yieldConsoleTexts.fromTo(levelName(from_level), levelName(to_level)),
        },
        { head: yieldConsoleTexts.occupancy, cell: occupancyInWords },
        { head: yieldConsoleTexts.version, cell: ({ version }) => version, isNumber: true },
      ]}
    />
  );
}
