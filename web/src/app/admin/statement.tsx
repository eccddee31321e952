import { useQuery } from "@tanstack/react-query";
import { useCities } from "@/api/admin";
import { QueryResult } from "@/components/console/query-result";
import { DownloadButton } from "@/components/console/download-button";
import { PageHeader } from "@/components/console/page-header";
import { Field } from "@/components/ui/field";
import { ledgerTexts } from "@/console-texts/billing";
import { navTexts } from "@/console-texts/console";
import { downloadStatement, statementQuery } from "@/features/billing/admin/ledger-requests";
import { StatementTable } from "@/features/billing/admin/statement-table";
import { toZonedInput } from "@/lib/time";
import { useNow } from "@/lib/use-now";
import { useFilters } from "./use-filters";

export function StatementPage() {
  const [filters, change] = useFilters<{ month?: string }>();
  const { cityOf } = useCities();
  const now = useNow(60);
  const month = filters.month ?? toZonedInput(now, cityOf().time_zone).slice(0, 7);
  return (
    <>
      <PageHeader title={navTexts.statement}>
        <DownloadButton save={() => downloadStatement(month)} />
      </PageHeader>
      <div className="filters">
        <Field
          label={ledgerTexts.month}
          type="month"
          value={month}
          onChange={(text) => change({ month: /^\d{4}-\d{2}$/.test(text) ? text : "" })}
        />
      </div>
      <QueryResult query={useQuery(statementQuery(month))}>
        {(accounts) => <StatementTable accounts={accounts} />}
      </QueryResult>
    </>
  );
}
