import type { Reconciliation } from "@/api/admin";
import { Table } from "@/components/console/table";
import { booksTexts } from "@/console-texts/billing";
import { navTexts } from "@/console-texts/console";
import { formatMoment } from "@/lib/time";

/** What the document calls an object: one thing that Stripe and we do not agree about. */
interface Difference {
  kind: string;
  reference: string;
  detail: string;
}

function Differences({ differences }: { differences: Difference[] }) {
  if (!differences.length) return <span>{booksTexts.noDifferences}</span>;
  return (
    <ul className="differences">
      {differences.map(({ kind, reference, detail }) => (
        <li key={`${kind} ${reference}`}>
          <strong>{booksTexts.differenceKinds[kind] ?? kind}</strong> <code>{reference}</code>
          <div>{detail}</div>
        </li>
      ))}
    </ul>
  );
}

/** Comparisons of Stripe's books with ours. */
export function ReconciliationsTable({ reconciliations }: { reconciliations: Reconciliation[] }) {
  return (
    <Table
      label={navTexts.reconciliations}
      rows={reconciliations}
      keyOf={({ id }) => id}
      none={booksTexts.noneYet}
      columns={[
        // A day of Stripe's books is one of UTC.
        { head: booksTexts.day, cell: ({ day }) => <span className="one-line">{day ?? booksTexts.byHand}</span> },
        {
          head: booksTexts.finished,
          cell: ({ finished_at }) => (finished_at ? formatMoment(finished_at, "UTC") : booksTexts.running),
        },
        { head: booksTexts.compared, isNumber: true, cell: ({ compared }) => compared },
        {
          head: booksTexts.differences,
          cell: ({ differences }) => <Differences differences={differences as unknown as Difference[]} />,
        },
      ]}
    />
  );
}
