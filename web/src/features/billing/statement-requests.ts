import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "@/api/client";
import { saveFile } from "@/lib/save-file";

export type StatementKind = "csv" | "pdf";

/** The months with completed stays, the latest first. */
export const statementsQuery = queryOptions({
  queryKey: ["statements"],
  queryFn: async ({ signal }) => {
    const { months } = await unwrap(api.GET("/api/v1/account/statements", { signal }));
    return [...months].sort((a, b) => b.month.localeCompare(a.month));
  },
});

export async function saveStatement(month: string, kind: StatementKind): Promise<void> {
  const file = `${month}.${kind}`;
  // Text would lose the byte order mark.
  const options = { params: { path: { file } }, parseAs: "blob" as const };
  saveFile(await unwrap(api.GET("/api/v1/account/statements/{file}", options)), `statement-${file}`);
}
