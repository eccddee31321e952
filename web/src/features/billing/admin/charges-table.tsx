import type { ReactNode } from "react";
import type { ListedCharge } from "@/api/admin";
import { StateTag } from "@/components/console/state-tag";
import { Table } from "@/components/console/table";
import { chargeTexts } from "@/console-texts/billing";
import { consoleTexts, navTexts } from "@/console-texts/console";
import { formatMoney } from "@/lib/money";
import { formatDuration, formatDateTime } from "@/lib/time";

interface ChargesTableProps {
  charges: ListedCharge[];
  zoneOf: (cityId: string) => string;
  link: (charge: ListedCharge) => ReactNode;
  reservation: (id: string) => ReactNode;
  /** The subject of a charge without a reservation. */
  subject: (kind: string, id: string) => ReactNode;
}

export function ChargesTable({ charges, zoneOf, link, reservation, subject }: ChargesTableProps) {
  return (
    <Table
      label={navTexts.charges}
      rows={charges}
      keyOf={({ id }) => id}
      emptyText={consoleTexts.none}
      columns={[
        { head: chargeTexts.one, cell: link },
        { head: chargeTexts.kind, cell: ({ kind }) => chargeTexts.kinds[kind] ?? kind },
        {
          head: consoleTexts.state,
          cell: ({ charge }) => (charge ? <StateTag state={charge.state} /> : chargeTexts.notYet),
        },
        { head: chargeTexts.amount, isNumber: true, cell: ({ charge }) => (charge ? formatMoney(charge.amount) : "—") },
        {
          head: chargeTexts.refunded,
          isNumber: true,
          cell: ({ charge }) => (charge?.refunded.amount_minor ? formatMoney(charge.refunded) : "—"),
        },
        {
          head: chargeTexts.time,
          isNumber: true,
          cell: ({ charge }) => (charge ? formatDuration(charge.seconds) : "—"),
        },
        {
          head: chargeTexts.nextAttempt,
          cell: ({ charge, city_id }) =>
            charge?.next_attempt_at ? formatDateTime(charge.next_attempt_at, zoneOf(city_id)) : "—",
        },
        {
          head: chargeTexts.subject,
          cell: ({ kind, reservation_id, subject_id }) => {
            if (reservation_id) return reservation(reservation_id);
            return subject_id ? subject(chargeTexts.kinds[kind] ?? kind, subject_id) : "—";
          },
        },
      ]}
    />
  );
}
