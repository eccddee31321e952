import { useQuery } from "@tanstack/react-query";
import { QueryResult } from "@/components/console/query-result";
import { PageHeader } from "@/components/console/page-header";
import { navTexts } from "@/console-texts/console";
import { ReconciliationsTable } from "@/features/billing/admin/reconciliations-table";
import { reconciliationsQuery } from "@/features/billing/admin/ledger-requests";

export function ReconciliationsPage() {
  return (
    <>
      <PageHeader title={navTexts.reconciliations} />
      <QueryResult query={useQuery(reconciliationsQuery)}>
        {(reconciliations) => <ReconciliationsTable reconciliations={reconciliations} />}
      </QueryResult>
    </>
  );
}
