import type { ReactNode } from "react";
import type { Transition } from "@/api/admin";
import { State } from "@/components/console/state-tag";
import { Table } from "@/components/console/table";
import { consoleTexts } from "@/console-texts/console";
import { reservationTexts } from "@/console-texts/reservations";
import { formatClock, formatMoment } from "@/lib/time";

interface HistoryProps {
  transitions: Transition[];
  zone: string;
  by: (actor: string) => ReactNode;
}

/** Every step that led to where a reservation stands. */
export function History({ transitions, zone, by }: HistoryProps) {
  return (
    <Table
      label={reservationTexts.history}
      rows={transitions}
      keyOf={({ revision }) => String(revision)}
      none={consoleTexts.none}
      columns={[
        { head: reservationTexts.when, cell: ({ at }) => formatMoment(at, zone) },
        { head: reservationTexts.event, cell: ({ event }) => reservationTexts.events[event] ?? event },
        { head: reservationTexts.status, cell: ({ to_status }) => <State is={to_status} /> },
        {
          head: reservationTexts.period,
          cell: ({ starts_at, ends_at }) => `${formatClock(starts_at, zone)} – ${formatClock(ends_at, zone)}`,
        },
        { head: reservationTexts.who, cell: ({ actor }) => by(actor) },
        { head: reservationTexts.note, cell: ({ note }) => note ?? "—" },
      ]}
    />
  );
}
