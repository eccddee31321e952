import type { Reconciliation } from "@/api/admin";
import { Json } from "@/components/console/json";
import { Table } from "@/components/console/table";
import { booksTexts, navTexts } from "@/console-texts";
import { formatMoment } from "@/lib/time";

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
        { head: booksTexts.day, cell: ({ day }) => day ?? booksTexts.byHand },
        {
          head: booksTexts.finished,
          cell: ({ finished_at }) => (finished_at ? formatMoment(finished_at, "UTC") : booksTexts.running),
        },
        { head: booksTexts.compared, isNumber: true, cell: ({ compared }) => compared },
        {
          head: booksTexts.differences,
          cell: ({ differences }) =>
            differences.length ? <Json value={differences} /> : <span>{booksTexts.noDifferences}</span>,
        },
      ]}
    />
  );
}
