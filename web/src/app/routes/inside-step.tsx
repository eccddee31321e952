import { Link } from "@tanstack/react-router";
import { errorMessage } from "@/api/problem";
import type { CodeView, Presented } from "@/api/visit-types";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { openBarrier } from "@/features/visits/visit-requests";
import { useMutation } from "@/lib/use-mutation";
import { scanTexts, visitTexts } from "@/texts/visits";
import { useShowVisit } from "./use-show-visit";

interface InsideStepProps {
  code: CodeView;
  presented: Presented;
  token: string | undefined;
}

/** At the entrance of a site that this phone has entered already: the barrier may have closed too early. */
export function InsideStep({ code: { open_visit: visit, lane }, presented, token }: InsideStepProps) {
  const show = useShowVisit(presented);
  const id = visit?.id ?? "";
  const open = useMutation({ mutationFn: () => openBarrier({ id, token }, presented), onSuccess: show });
  if (!visit) return null;
  return (
    <>
      <Notice>{scanTexts.inside}</Notice>
      {open.error && <Notice kind="error">{errorMessage(open.error)}</Notice>}
      <Link
        to="/visits/$id"
        params={{ id }}
        search={{ reservation: visit.reservation_id }}
        className="button button-primary button-wide"
      >
        {scanTexts.openStay}
      </Link>
      {lane && visit.barrier && (
        <Button kind="quiet" wide isPending={open.isPending} onPress={() => open.mutate()}>
          {visitTexts.openAgain}
        </Button>
      )}
    </>
  );
}
