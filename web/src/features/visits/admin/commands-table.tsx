import type { ReactNode } from "react";
import type { CommandView } from "@/api/visit-types";
import { StateTag } from "@/components/console/state-tag";
import { Table } from "@/components/console/table";
import { consoleTexts } from "@/console-texts/console";
import { barrierTexts, visitConsoleTexts } from "@/console-texts/visits";
import { formatDateTime } from "@/lib/time";

interface CommandsTableProps {
  commands: CommandView[];
  zone: string;
  by: (actor: string) => ReactNode;
}

/** The commands to open a barrier for a visit. */
export function CommandsTable({ commands, zone, by }: CommandsTableProps) {
  return (
    <Table
      label={visitConsoleTexts.commands}
      rows={commands}
      keyOf={({ id }) => id}
      emptyText={visitConsoleTexts.noCommands}
      columns={[
        { head: barrierTexts.issued, cell: ({ issued_at }) => formatDateTime(issued_at, zone) },
        { head: barrierTexts.lane, cell: ({ lane }) => lane },
        { head: consoleTexts.state, cell: ({ state }) => <StateTag state={state} /> },
        { head: consoleTexts.by, cell: ({ actor }) => by(actor) },
        { head: consoleTexts.reason, cell: ({ reason }) => reason },
      ]}
    />
  );
}
