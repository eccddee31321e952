import { useEffect, useState } from "react";
import { errorMessage } from "@/api/problem";
import type { CodeView, Presented, VisitView } from "@/api/visit-types";
import { Button } from "@/components/ui/button";
import { RadioChips } from "@/components/ui/chips";
import { Notice } from "@/components/ui/notice";
import { ownVisitId } from "@/features/visits/app-device";
import { leavesAtOnce, leavingVisit } from "@/features/visits/entry";
import { forgetScanned, isScanned } from "@/features/visits/scanned-code";
import { visitTitle } from "@/features/visits/visit-clock";
import { checkOut } from "@/features/visits/visit-requests";
import { formatMoney } from "@/lib/money";
import { formatShortDateTime } from "@/lib/time";
import { useMutation } from "@/lib/use-mutation";
import { useNow } from "@/lib/use-now";
import { texts } from "@/texts/app";
import { stayTexts } from "@/texts/stays";
import { scanTexts, visitTexts } from "@/texts/visits";
import { useShowVisit } from "./use-show-visit";
import { useVisitsHere } from "./use-code";

interface LeaveStepProps {
  code: CodeView;
  presented: Presented;
  token: string | undefined;
  isUser: boolean;
}

/** The button that ends the stay, or opens the exit after its end. Among several vehicles here the driver chooses. */
export function LeaveStep({ code, presented, token, isUser }: LeaveStepProps) {
  const { visits, isLoading, isFetching } = useVisitsHere(code, isUser);
  const show = useShowVisit(presented);
  const [chosen, choose] = useState<string>();
  const own = ownVisitId();
  const visit = leavingVisit(visits, chosen ?? own);
  const id = visit?.id;
  const leave = useMutation({
    mutationFn: () => checkOut({ id: id ?? "", token }, presented),
    onMutate: forgetScanned,
    onSuccess: show,
  });
  const canStart = !isFetching && leavesAtOnce(code, visits, own) && leave.isIdle && isScanned(presented);
  const { mutate } = leave;
  useEffect(() => {
    if (canStart) mutate();
  }, [canStart, mutate]);
  if (!visits.length) return <Notice>{scanTexts.outside}</Notice>;
  const hasEnded = visit !== undefined && visit.state !== "open";
  return (
    <>
      {visits.length > 1 && <VisitChoice visits={visits} value={visit?.id ?? ""} onChoose={choose} />}
      {visit && <p>{hasEnded ? visitTitle(visit) : <Cost visit={visit} />}</p>}
      {leave.error && <Notice kind="error">{errorMessage(leave.error)}</Notice>}
      <Button wide isPending={leave.isPending} isDisabled={isLoading || !visit} onPress={() => mutate()}>
        {hasEnded ? visitTexts.openExit : scanTexts.leave}
      </Button>
    </>
  );
}

function Cost({ visit: { cost_so_far, at_most } }: { visit: VisitView }) {
  return (
    <>
      {texts.named(visitTexts.soFar)} <strong>{formatMoney(cost_so_far)}</strong> ·{" "}
      {stayTexts.atMost(formatMoney(at_most))}
    </>
  );
}

interface VisitChoiceProps {
  visits: VisitView[];
  value: string;
  onChoose: (id: string) => void;
}

function VisitChoice({ visits, value, onChoose }: VisitChoiceProps) {
  const now = useNow(30);
  const options = visits.map(({ id, plate, arrived_at, time_zone }) => ({
    value: id,
    label: plate ?? scanTexts.withoutPlate(formatShortDateTime(arrived_at, time_zone, now)),
  }));
  return <RadioChips label={scanTexts.which} value={value} options={options} onChange={onChoose} />;
}
