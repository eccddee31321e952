import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ADMIN_KEY, fieldProblems } from "@/api/admin";
import { errorMessage } from "@/api/problem";
import type { PlateReadView } from "@/api/visit-types";
import { ConfirmAction } from "@/components/console/confirm-action";
import { StateTag } from "@/components/console/state-tag";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { plateReadTexts } from "@/console-texts/equipment";
import { formatDateTime } from "@/lib/time";
import { useMutation } from "@/lib/use-mutation";
import { decideRead, imagePath } from "./plate-read-requests";

interface PlateReadListProps {
  reads: PlateReadView[];
  zone: string;
  canManage: boolean;
  emptyText: string;
  /** A link to a reservation. */
  reservation: (id: string, text: string) => ReactNode;
}

/** Plate reads with their pictures; those that wait for review are decided by one press. */
export function PlateReadList({ reads, emptyText, ...props }: PlateReadListProps) {
  if (!reads.length) return <p className="none">{emptyText}</p>;
  return (
    <ul className="review-list" aria-label={plateReadTexts.title}>
      {reads.map((read) => (
        <li key={read.id} className="review">
          <PlateRead read={read} {...props} />
        </li>
      ))}
    </ul>
  );
}

type PlateReadProps = { read: PlateReadView } & Omit<PlateReadListProps, "reads" | "emptyText">;

function PlateRead({ read, zone, canManage, reservation }: PlateReadProps) {
  const { id, camera, lane, region, confidence_percent, direction, received_at, outcome, proposal, has_image } = read;
  const plate = plateOf(read);
  const place = [camera, lane, plateReadTexts.directions[direction] ?? direction].join(", ");
  return (
    <>
      {has_image ? (
        <img className="review-image" src={imagePath(id)} alt={plateReadTexts.image(plate)} loading="lazy" />
      ) : (
        <p className="review-image soft">{plateReadTexts.noImage}</p>
      )}
      <div className="stack">
        <h2>
          {plate} {region && <span className="soft">{region.toUpperCase()}</span>}
        </h2>
        <p>
          <StateTag state={outcome} /> {plateReadTexts.confidence(confidence_percent)}
        </p>
        <p className="soft">
          {place}, {formatDateTime(received_at, zone)}
        </p>
        {proposal && (
          <p>{reservation(proposal.reservation_id, plateReadTexts.proposal(proposal.plate, proposal.email))}</p>
        )}
        {outcome === "review" && !proposal && <p className="soft">{plateReadTexts.noProposal}</p>}
        {canManage && outcome === "review" && <Decision id={id} />}
      </div>
    </>
  );
}

/** `null` if the secret that encrypted it is gone. */
function plateOf({ plate }: PlateReadView): string {
  return plate ?? plateReadTexts.unreadable;
}

/** One press admits or dismisses; another driver needs a name. */
function Decision({ id }: { id: string }) {
  const client = useQueryClient();
  const [email, setEmail] = useState("");
  const [reservation, setReservation] = useState("");
  const decide = useMutation({
    mutationFn: (decision: "admit" | "dismiss") =>
      decideRead(id, {
        decision,
        note: decision === "admit" ? plateReadTexts.admitNote : plateReadTexts.dismissNote,
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ADMIN_KEY }),
  });
  const isDeciding = (decision: string) => decide.isPending && decide.variables === decision;
  const admitOther = (note: string) =>
    decideRead(id, {
      decision: "admit",
      ...(email.trim() && { email: email.trim() }),
      ...(reservation.trim() && { reservation_id: reservation.trim() }),
      note,
    });
  return (
    <>
      <div className="console-actions">
        <Button isPending={isDeciding("admit")} isDisabled={decide.isPending} onPress={() => decide.mutate("admit")}>
          {plateReadTexts.admit}
        </Button>
        <Button
          kind="quiet"
          isPending={isDeciding("dismiss")}
          isDisabled={decide.isPending}
          onPress={() => decide.mutate("dismiss")}
        >
          {plateReadTexts.dismiss}
        </Button>
        <ConfirmAction name={plateReadTexts.admitOther} text={plateReadTexts.admitOtherText} act={admitOther}>
          <Field label={plateReadTexts.email} type="email" value={email} onChange={setEmail} />
          <Field label={plateReadTexts.reservation} value={reservation} onChange={setReservation} />
        </ConfirmAction>
      </div>
      {decide.error && <Notice kind="error">{errorOf(decide.error)}</Notice>}
    </>
  );
}

/** The api asks for a driver if the plate belongs to none, or to several. */
function errorOf(error: Error): string {
  return fieldProblems(error).some(({ field }) => field === "reservation_id")
    ? plateReadTexts.needsDriver
    : errorMessage(error);
}
