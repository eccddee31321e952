import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Presented, VisitView } from "@/api/visit-types";
import { rememberPresented } from "@/features/visits/scanned-code";
import { updateVisit } from "@/features/visits/visit-requests";

/** Opens the page of a visit in place of that of its code, to which "back" must not lead: it would act again. */
export function useShowVisit(presented: Presented): (visit: VisitView) => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  return (visit) => {
    const { id, reservation_id: reservation } = visit;
    rememberPresented(id, presented);
    updateVisit(client, visit);
    void navigate({ to: "/visits/$id", params: { id }, search: { reservation }, replace: true });
  };
}
