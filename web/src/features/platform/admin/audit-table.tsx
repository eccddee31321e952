import type { ReactNode } from "react";
import type { AuditEntry } from "@/api/admin";
import { JsonBlock } from "@/components/console/json-block";
import { Table } from "@/components/console/table";
import { consoleTexts, navTexts } from "@/console-texts/console";
import { auditTexts } from "@/console-texts/platform";
import { formatDateTime } from "@/lib/time";

interface AuditTableProps {
  entries: AuditEntry[];
  zone: string;
  by: (actor: string) => ReactNode;
  subject: (entry: AuditEntry) => ReactNode;
}

export function AuditTable({ entries, zone, by, subject }: AuditTableProps) {
  return (
    <Table
      label={navTexts.audit}
      rows={entries}
      keyOf={({ id }) => id}
      emptyText={consoleTexts.none}
      columns={[
        { head: auditTexts.at, cell: ({ at }) => formatDateTime(at, zone) },
        { head: auditTexts.actor, cell: ({ actor }) => by(actor) },
        { head: auditTexts.action, cell: ({ action }) => <code>{action}</code> },
        { head: auditTexts.subject, cell: subject },
        { head: auditTexts.note, cell: ({ note }) => note ?? "—" },
        {
          head: auditTexts.change,
          cell: ({ before, after }) =>
            before || after ? (
              <details>
                <summary>{consoleTexts.open}</summary>
                {before && (
                  <>
                    <p className="soft">{auditTexts.before}</p>
                    <JsonBlock value={before} />
                  </>
                )}
                {after && (
                  <>
                    <p className="soft">{auditTexts.after}</p>
                    <JsonBlock value={after} />
                  </>
                )}
              </details>
            ) : (
              "—"
            ),
        },
      ]}
    />
  );
}
