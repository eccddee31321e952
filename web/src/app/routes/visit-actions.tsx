import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { errorMessage } from "@/api/problem";
import type { VisitView } from "@/api/visit-types";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { rememberedPresented } from "@/features/visits/scanned-code";
import { checkOut, openBarrier, updateVisit, type VisitAccess } from "@/features/visits/visit-requests";
import { UNPAID_STATES } from "@/lib/charge-states";
import { formatMoney } from "@/lib/money";
import { useMutation } from "@/lib/use-mutation";
import { texts } from "@/texts/app";
import { reservationTexts } from "@/texts/reservations";
import { visitTexts } from "@/texts/visits";

interface VisitActionProps {
  access: VisitAccess;
  visit: VisitView;
}

/** The barrier has not opened: with the code of this page it opens again, without one the driver scans again. */
export function ReopenBarrier({ access, visit }: VisitActionProps) {
  const client = useQueryClient();
  const presented = rememberedPresented(visit.id);
  const open = useMutation({
    mutationFn: (code: NonNullable<typeof presented>) => openBarrier(access, code),
    onSuccess: (changed) => updateVisit(client, changed),
  });
  const { barrier } = visit;
  if (!barrier || (barrier.state !== "failed" && barrier.state !== "expired")) return null;
  return (
    <div className="stack">
      {open.error && <Notice kind="error">{errorMessage(open.error)}</Notice>}
      {presented ? (
        <Button wide isPending={open.isPending} onPress={() => open.mutate(presented)}>
          {visitTexts.openAgain}
        </Button>
      ) : (
        <p>{visitTexts.scanAgain}</p>
      )}
    </div>
  );
}

/** The scanner for the exit. */
export function ScanToLeave() {
  return (
    <Link to="/go" hash="scan" className="button button-primary button-wide">
      {visitTexts.scan}
    </Link>
  );
}

/** The scanner for the exit, and the end without a code, for places without a barrier. */
export function LeaveVisit({ access, visit }: VisitActionProps) {
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const leave = useMutation({
    mutationFn: () => checkOut(access),
    onSuccess: (ended) => updateVisit(client, ended),
    onSettled: () => setAsking(false),
  });
  return (
    <div className="stack">
      {leave.error && <Notice kind="error">{errorMessage(leave.error)}</Notice>}
      <ScanToLeave />
      {!visit.ends_at_exit && (
        <Button kind="quiet" wide onPress={() => setAsking(true)}>
          {visitTexts.leave}
        </Button>
      )}
      <Dialog title={visitTexts.leaveTitle} isOpen={isAsking} onClose={() => setAsking(false)}>
        <div className="stack">
          <p>{visitTexts.leaveText}</p>
          <p>
            {texts.named(visitTexts.soFar)} <strong>{formatMoney(visit.cost_so_far)}</strong>
          </p>
          <Button kind="danger" wide isPending={leave.isPending} onPress={() => leave.mutate()}>
            {reservationTexts.endYes}
          </Button>
          <Button kind="quiet" wide onPress={() => setAsking(false)}>
            {texts.back}
          </Button>
        </div>
      </Dialog>
    </div>
  );
}

/** From the visit to its payment, receipt and reservation. */
export function VisitLinks({ visit: { state, reservation_id: id, reservation } }: { visit: VisitView }) {
  const { charge } = reservation;
  const isOver = state !== "open";
  return (
    <div className="stack">
      {isOver && charge && UNPAID_STATES.includes(charge.state) && (
        <Link to="/pay/$id" params={{ id: charge.id }} className="button button-primary button-wide">
          {reservationTexts.pay(formatMoney(charge.amount))}
        </Link>
      )}
      {isOver && charge && charge.state !== "zero" && (
        <Link to="/reservations/$id/receipt" params={{ id }} className="button button-quiet button-wide">
          {reservationTexts.receipt}
        </Link>
      )}
      <Link to="/reservations/$id" params={{ id }} className="button button-plain button-wide">
        {visitTexts.reservation}
      </Link>
    </div>
  );
}
