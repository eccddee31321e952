import { queryOptions } from "@tanstack/react-query";
import { ADMIN, asked, pages, save, type Balance } from "@/api/admin";
import { api, ask } from "@/api/client";

export interface LedgerFilters {
  from?: string | undefined;
  to?: string | undefined;
  account?: string | undefined;
  charge_id?: string | undefined;
}

const CSV = { headers: { accept: "text/csv" }, parseAs: "text" } as const;

export function ledgerPages(filters: LedgerFilters) {
  return pages(["ledger", filters], async (cursor, signal) => {
    const query = { ...asked(filters), ...cursor, limit: 100 };
    const headers = { accept: "application/json" };
    const page = await ask(api.GET("/api/v1/admin/ledger", { params: { query }, headers, signal }));
    if (typeof page === "string") throw new Error("The books as JSON were asked for.");
    return page;
  });
}

export function saveLedger(filters: LedgerFilters) {
  return save(api.GET("/api/v1/admin/ledger", { params: { query: asked(filters) }, ...CSV }), "ledger.csv");
}

export function statementQuery(month: string) {
  return queryOptions({
    queryKey: [...ADMIN, "statement", month],
    queryFn: async ({ signal }): Promise<Balance[]> => {
      const headers = { accept: "application/json" };
      const params = { path: { month } };
      const found = await ask(api.GET("/api/v1/admin/statements/{month}", { params, headers, signal }));
      if (typeof found === "string") throw new Error("A statement as JSON was asked for.");
      return found.accounts;
    },
  });
}

export function saveStatement(month: string) {
  const call = api.GET("/api/v1/admin/statements/{month}", { params: { path: { month } }, ...CSV });
  return save(call, `statement-${month}.csv`);
}

export const reconciliationsQuery = queryOptions({
  queryKey: [...ADMIN, "reconciliations"],
  queryFn: async ({ signal }) => (await ask(api.GET("/api/v1/admin/reconciliations", { signal }))).reconciliations,
});
