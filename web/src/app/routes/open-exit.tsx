import { errorMessage, ProblemError } from "@/api/problem";
import type { Presented } from "@/api/visit-types";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { BarrierState } from "@/features/visits/barrier-state";
import { forgetScanned } from "@/features/visits/scanned-code";
import { openExit } from "@/features/visits/visit-requests";
import { measuredPosition } from "@/lib/geolocation";
import { useMutation } from "@/lib/use-mutation";
import { problemTexts } from "@/texts/problems";
import { visitTexts } from "@/texts/visits";
import { ACCURATE, positionMessage } from "./accurate-position";
import { useShowVisit } from "./use-show-visit";

interface OpenExitProps {
  presented: Presented;
  token: string | undefined;
  /** Without authentication the driver has to be near. */
  isStranger?: boolean;
}

/** The exit is never refused: without a stay it opens too, and the operator sees it. */
export function OpenExit({ presented, token, isStranger = false }: OpenExitProps) {
  const show = useShowVisit(presented);
  const open = useMutation({
    mutationFn: async () => {
      const position = isStranger ? await measuredPosition(ACCURATE) : undefined;
      return openExit(presented, position, token);
    },
    onMutate: forgetScanned,
    onSuccess: ({ visit }) => {
      if (visit) show(visit);
    },
  });
  if (open.data) {
    const { barrier } = open.data;
    return barrier ? <BarrierState barrier={barrier} /> : <Notice>{problemTexts.byCode.no_barrier}</Notice>;
  }
  const { error } = open;
  return (
    <>
      {error && (
        <Notice kind="error">{error instanceof ProblemError ? errorMessage(error) : positionMessage(error)}</Notice>
      )}
      <Button kind="quiet" wide isPending={open.isPending} onPress={() => open.mutate()}>
        {visitTexts.openExit}
      </Button>
    </>
  );
}
