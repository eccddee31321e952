import { queryOptions } from "@tanstack/react-query";
import { ADMIN_KEY, definedFilters, pagedQuery, downloadFile, type Balance } from "@/api/admin";
import { api, unwrap } from "@/api/client";

export interface LedgerFilters {
  from?: string | undefined;
  to?: string | undefined;
  account?: string | undefined;
  charge_id?: string | undefined;
}

const CSV = { headers: { accept: "text/csv" }, parseAs: "text" } as const;

export function ledgerQuery(filters: LedgerFilters) {
  return pagedQuery(["ledger", filters], async (cursor, signal) => {
    const query = { ...definedFilters(filters), ...cursor, limit: 100 };
    const headers = { accept: "application/json" };
    const page = await unwrap(api.GET("/api/v1/admin/ledger", { params: { query }, headers, signal }));
    if (typeof page === "string") throw new Error("Expected the ledger as JSON.");
    return page;
  });
}

export function downloadLedger(filters: LedgerFilters) {
  return downloadFile(
    api.GET("/api/v1/admin/ledger", { params: { query: definedFilters(filters) }, ...CSV }),
    "ledger.csv",
  );
}

export function statementQuery(month: string) {
  return queryOptions({
    queryKey: [...ADMIN_KEY, "statement", month],
    queryFn: async ({ signal }): Promise<Balance[]> => {
      const headers = { accept: "application/json" };
      const params = { path: { month } };
      const statement = await unwrap(api.GET("/api/v1/admin/statements/{month}", { params, headers, signal }));
      if (typeof statement === "string") throw new Error("Expected a statement as JSON.");
      return statement.accounts;
    },
  });
}

export function downloadStatement(month: string) {
  const call = api.GET("/api/v1/admin/statements/{month}", { params: { path: { month } }, ...CSV });
  return downloadFile(call, `statement-${month}.csv`);
}

export const reconciliationsQuery = queryOptions({
  queryKey: [...ADMIN_KEY, "reconciliations"],
  queryFn: async ({ signal }) => (await unwrap(api.GET("/api/v1/admin/reconciliations", { signal }))).reconciliations,
});
