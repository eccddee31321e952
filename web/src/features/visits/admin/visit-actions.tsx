import { useState } from "react";
import type { AdminVisitView } from "@/api/visit-types";
import { ConfirmAction } from "@/components/console/confirm-action";
import { DateTimeField } from "@/components/console/date-time-field";
import { visitConsoleTexts } from "@/console-texts/visits";
import { toRfc3339 } from "@/lib/time";
import { type EndOfVisit, endVisit, recordDeparture } from "./visit-requests";
import { isOpen, isPerhapsInside } from "./visit-words";

export function VisitActions({ visit }: { visit: AdminVisitView }) {
  if (isPerhapsInside(visit)) return <Departure visit={visit} />;
  if (!isOpen(visit)) return null;
  return (
    <>
      <EndAt visit={visit} reason="operator" name={visitConsoleTexts.end} text={visitConsoleTexts.endText} />
      <EndAt
        visit={visit}
        reason="lost_ticket"
        name={visitConsoleTexts.lostTicket}
        text={visitConsoleTexts.lostTicketText}
      />
      <ConfirmAction
        name={visitConsoleTexts.reset}
        text={visitConsoleTexts.resetText}
        isDestructive
        act={(note) => endVisit(visit.id, { reason: "reset", note })}
      />
    </>
  );
}

/** Clears a vehicle whose exit was not reported. */
export function Departure({ visit: { id, plate, email } }: { visit: AdminVisitView }) {
  return (
    <ConfirmAction
      name={visitConsoleTexts.depart}
      title={visitConsoleTexts.departTitle(plate ?? email)}
      text={visitConsoleTexts.departText}
      act={(note) => recordDeparture(id, note)}
    />
  );
}

interface EndAtProps {
  visit: AdminVisitView;
  reason: EndOfVisit["reason"];
  name: string;
  text: string;
}

/** Ends the visit now or earlier. */
function EndAt({ visit: { id, time_zone }, reason, name, text }: EndAtProps) {
  const [at, setAt] = useState<number>();
  return (
    <ConfirmAction
      name={name}
      text={text}
      isDestructive
      act={(note) => endVisit(id, { reason, note, ...(at !== undefined && { at: toRfc3339(at) }) })}
      onDone={() => setAt(undefined)}
    >
      <DateTimeField label={visitConsoleTexts.endAt} value={at} onChange={setAt} zone={time_zone} />
      <p className="soft">{visitConsoleTexts.endAtHint}</p>
    </ConfirmAction>
  );
}
