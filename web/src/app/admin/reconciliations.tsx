import { useQuery } from "@tanstack/react-query";
import { Await } from "@/components/console/query-result";
import { Head } from "@/components/console/page-header";
import { navTexts } from "@/console-texts/console";
import { ReconciliationsTable } from "@/features/billing/admin/reconciliations-table";
import { reconciliationsQuery } from "@/features/billing/admin/ledger-requests";

/** What comparing Stripe's books with ours has shown. */
export function ReconciliationsPage() {
  return (
    <>
      <Head title={navTexts.reconciliations} />
      <Await found={useQuery(reconciliationsQuery)}>
        {(reconciliations) => <ReconciliationsTable reconciliations={reconciliations} />}
      </Await>
    </>
  );
}
