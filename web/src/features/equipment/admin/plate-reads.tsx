import { type ReactNode, useEffect, useRef } from "react";
import type { PlateReadView } from "@/api/visit-types";
import { StateTag } from "@/components/console/state-tag";
import { plateReadTexts } from "@/console-texts/equipment";
import { formatDateTime } from "@/lib/time";
import { imagePath } from "./plate-read-requests";
import { Decision } from "./read-decision";
import { neighborOf } from "./read-order";

interface PlateReadListProps {
  reads: PlateReadView[];
  zone: string;
  canManage: boolean;
  emptyText: string;
  /** A link to a reservation. */
  reservation: (id: string, text: string) => ReactNode;
}

const headingId = (id: string) => `read-${id}`;
const EMPTY_ID = "no-reads";

/** Plate reads with their pictures; those that wait for review are decided by one press. */
export function PlateReadList({ reads, emptyText, ...props }: PlateReadListProps) {
  const onDecided = useFocusAfterDecision(reads);
  if (!reads.length) {
    return (
      <p id={EMPTY_ID} tabIndex={-1} className="none">
        {emptyText}
      </p>
    );
  }
  return (
    <ul className="review-list" aria-label={plateReadTexts.title}>
      {reads.map((read) => (
        <li key={read.id} className="review">
          <PlateRead read={read} {...props} onDecided={() => onDecided(read.id)} />
        </li>
      ))}
    </ul>
  );
}

/** The buttons of a decided read disappear, most often with their row. Returns the function that reports a decision. */
function useFocusAfterDecision(reads: PlateReadView[]): (id: string) => void {
  const decided = useRef<{ id: string; neighbor: string | undefined }>(undefined);
  useEffect(() => {
    const last = decided.current;
    const read = reads.find(({ id }) => id === last?.id);
    if (!last || read?.outcome === "review") return;
    decided.current = undefined;
    const { activeElement, body } = document;
    if (activeElement && activeElement !== body) return;
    const next = read?.id ?? last.neighbor;
    document.getElementById(next === undefined ? EMPTY_ID : headingId(next))?.focus();
  }, [reads]);
  return (id) => {
    const ids = reads.map((read) => read.id);
    decided.current = { id, neighbor: neighborOf(ids, id) };
  };
}

type PlateReadProps = { read: PlateReadView; onDecided: () => void } & Omit<PlateReadListProps, "reads" | "emptyText">;

function PlateRead({ read, zone, canManage, reservation, onDecided }: PlateReadProps) {
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
        <h2 id={headingId(id)} tabIndex={-1}>
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
        {canManage && outcome === "review" && <Decision id={id} onDecided={onDecided} />}
      </div>
    </>
  );
}

/** `null` if the secret that encrypted it is gone. */
function plateOf({ plate }: PlateReadView): string {
  return plate ?? plateReadTexts.unreadable;
}
