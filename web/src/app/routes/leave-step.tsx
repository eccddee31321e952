import { useEffect, useState } from "react";
import { errorMessage } from "@/api/problem";
import type { CodeView, Presented, VisitView } from "@/api/visit-types";
import { Button } from "@/components/ui/button";
import { RadioChips } from "@/components/ui/chips";
import { Notice } from "@/components/ui/notice";
import { ownVisitId } from "@/features/visits/app-device";
import { forgetScanned, isScanned } from "@/features/visits/scanned-code";
import { checkOut } from "@/features/visits/visit-requests";
import { formatMoney } from "@/lib/money";
import { formatShortDateTime } from "@/lib/time";
import { useMutation } from "@/lib/use-mutation";
import { useNow } from "@/lib/use-now";
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

/** The button that ends the stay. With several vehicles here, the driver chooses one. */
export function LeaveStep({ code, presented, token, isUser }: LeaveStepProps) {
  const { visits, isLoading } = useVisitsHere(code, isUser);
  const show = useShowVisit(presented);
  const [chosen, choose] = useState<string>();
  const own = ownVisitId();
  const visit = visits.find(({ id }) => id === (chosen ?? own)) ?? visits[0];
  const id = visit?.id;
  const leave = useMutation({
    mutationFn: () => checkOut({ id: id ?? "", token }, presented),
    onMutate: forgetScanned,
    onSuccess: show,
  });
  const canStart = !isLoading && visits.length === 1 && leave.isIdle && isScanned(presented);
  const { mutate } = leave;
  useEffect(() => {
    if (canStart) mutate();
  }, [canStart, mutate]);
  if (!visit) return <Notice>{scanTexts.outside}</Notice>;
  return (
    <>
      {visits.length > 1 && <VisitChoice visits={visits} value={visit.id} onChoose={choose} />}
      <p>
        {visitTexts.soFar}: <strong>{formatMoney(visit.cost_so_far)}</strong> ·{" "}
        {stayTexts.atMost(formatMoney(visit.at_most))}
      </p>
      {leave.error && <Notice kind="error">{errorMessage(leave.error)}</Notice>}
      <Button wide isPending={leave.isPending} isDisabled={isLoading} onPress={() => mutate()}>
        {scanTexts.leave}
      </Button>
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
