import type { Reconciliation } from "@/api/admin";
import { Table } from "@/components/console/table";
import { ledgerTexts } from "@/console-texts/billing";
import { navTexts } from "@/console-texts/console";
import { formatDateTime } from "@/lib/time";

/** The OpenAPI document types it only as an object. */
interface Difference {
  kind: string;
  reference: string;
  detail: string;
}

function Differences({ differences }: { differences: Difference[] }) {
  if (!differences.length) return <span>{ledgerTexts.noDifferences}</span>;
  return (
    <ul className="differences">
      {differences.map(({ kind, reference, detail }) => (
        <li key={`${kind} ${reference}`}>
          <strong>{ledgerTexts.differenceKinds[kind] ?? kind}</strong> <code>{reference}</code>
          <div>{detail}</div>
        </li>
      ))}
    </ul>
  );
}

export function ReconciliationsTable({ reconciliations }: { reconciliations: Reconciliation[] }) {
  return (
    <Table
      label={navTexts.reconciliations}
      rows={reconciliations}
      keyOf={({ id }) => id}
      emptyText={ledgerTexts.noReconciliations}
      columns={[
        // Stripe's days are days of UTC.
        { head: ledgerTexts.day, cell: ({ day }) => <span className="one-line">{day ?? ledgerTexts.manual}</span> },
        {
          head: ledgerTexts.finished,
          cell: ({ finished_at }) => (finished_at ? formatDateTime(finished_at, "UTC") : ledgerTexts.running),
        },
        { head: ledgerTexts.compared, isNumber: true, cell: ({ compared }) => compared },
        {
          head: ledgerTexts.differences,
          cell: ({ differences }) => <Differences differences={differences as unknown as Difference[]} />,
        },
      ]}
    />
  );
}
