import { queryOptions } from "@tanstack/react-query";
import { ADMIN_KEY, downloadFile, noteBody } from "@/api/admin";
import { api, unwrap } from "@/api/client";
import type { EntryCodeView } from "@/api/visit-types";
import type { Language } from "@/lib/language";

/** The codes of a site, active ones first. */
export function codesQuery(siteId: string) {
  return queryOptions({
    queryKey: [...ADMIN_KEY, "codes", siteId],
    queryFn: async ({ signal }) => {
      const options = { params: { path: { id: siteId } }, signal };
      return (await unwrap(api.GET("/api/v1/admin/sites/{id}/codes", options))).codes;
    },
  });
}

export interface CodeBody {
  kind: string;
  lane_id?: string;
  spot_id?: string;
  is_rotating?: boolean;
}

export function issueCode(siteId: string, body: CodeBody) {
  return unwrap(api.POST("/api/v1/admin/sites/{id}/codes", { params: { path: { id: siteId } }, body }));
}

export function revokeCode(id: string, note: string) {
  return unwrap(api.POST("/api/v1/admin/codes/{id}/revoke", noteBody(id, note)));
}

/** The new code. */
export function reissueCode(id: string, note: string) {
  return unwrap(api.POST("/api/v1/admin/codes/{id}/reissue", noteBody(id, note)));
}

export type SheetKind = "svg" | "pdf";

const sheetOptions = (id: string, language: Language) => ({
  params: { path: { id }, query: { language } },
  parseAs: "blob" as const,
});

export function saveSheet({ id, words }: EntryCodeView, kind: SheetKind, language: Language) {
  const options = sheetOptions(id, language);
  const call =
    kind === "svg"
      ? api.GET("/api/v1/admin/codes/{id}/sheet.svg", options)
      : api.GET("/api/v1/admin/codes/{id}/sheet.pdf", options);
  return downloadFile(call, `${words}.${kind}`);
}

/** A page for each code that can be printed. */
export function saveSheets(siteId: string, language: Language) {
  return downloadFile(api.GET("/api/v1/admin/sites/{id}/codes.pdf", sheetOptions(siteId, language)), "codes.pdf");
}

/** The keys in hexadecimal digits. */
export function enrolTag(codeId: string, body: { uid: string; meta_key: string; file_key: string }) {
  return unwrap(api.POST("/api/v1/admin/codes/{id}/tags", { params: { path: { id: codeId } }, body }));
}

export function revokeTag(id: string, note: string) {
  return unwrap(api.POST("/api/v1/admin/tags/{id}/revoke", noteBody(id, note)));
}
