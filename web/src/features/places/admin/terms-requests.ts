import { queryOptions } from "@tanstack/react-query";
import { ADMIN_KEY, type OwnTerms } from "@/api/admin";
import { api, unwrap } from "@/api/client";

/** A city, or a site. */
export interface TermsPlace {
  kind: "city" | "site";
  id: string;
}

export function termsQuery({ kind, id }: TermsPlace) {
  const params = { path: { id } };
  return queryOptions({
    queryKey: [...ADMIN_KEY, "terms", kind, id],
    queryFn: ({ signal }) =>
      kind === "city"
        ? unwrap(api.GET("/api/v1/admin/cities/{id}/terms", { params, signal }))
        : unwrap(api.GET("/api/v1/admin/sites/{id}/terms", { params, signal })),
  });
}

export function setTerms({ kind, id }: TermsPlace, body: OwnTerms) {
  const params = { path: { id } };
  return kind === "city"
    ? unwrap(api.PUT("/api/v1/admin/cities/{id}/terms", { params, body }))
    : unwrap(api.PUT("/api/v1/admin/sites/{id}/terms", { params, body }));
}
