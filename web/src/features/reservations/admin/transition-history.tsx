import type { ReactNode } from "react";
import type { Transition } from "@/api/admin";
import { StateTag } from "@/components/console/state-tag";
import { Table } from "@/components/console/table";
import { consoleTexts } from "@/console-texts/console";
import { reservationTexts } from "@/console-texts/reservations";
import { formatTime, formatDateTime } from "@/lib/time";

interface TransitionHistoryProps {
  transitions: Transition[];
  zone: string;
  by: (actor: string) => ReactNode;
}

export function TransitionHistory({ transitions, zone, by }: TransitionHistoryProps) {
  return (
    <Table
      label={reservationTexts.history}
      rows={transitions}
      keyOf={({ revision }) => String(revision)}
      emptyText={consoleTexts.none}
      columns={[
        { head: reservationTexts.when, cell: ({ at }) => formatDateTime(at, zone) },
        { head: reservationTexts.event, cell: ({ event }) => reservationTexts.events[event] ?? event },
        { head: reservationTexts.status, cell: ({ to_status }) => <StateTag state={to_status} /> },
        {
          head: reservationTexts.period,
          cell: ({ starts_at, ends_at }) => `${formatTime(starts_at, zone)} – ${formatTime(ends_at, zone)}`,
        },
        { head: reservationTexts.actor, cell: ({ actor }) => by(actor) },
        { head: reservationTexts.note, cell: ({ note }) => note ?? "—" },
      ]}
    />
  );
}
