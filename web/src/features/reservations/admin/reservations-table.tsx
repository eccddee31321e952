import type { ReactNode } from "react";
import type { Reservation } from "@/api/types";
import { StateTag } from "@/components/console/state-tag";
import { Table } from "@/components/console/table";
import { consoleTexts, navTexts } from "@/console-texts/console";
import { reservationTexts } from "@/console-texts/reservations";
import { formatMoney } from "@/lib/money";
import { formatPeriod } from "@/lib/time";

export const reservationState = ({ active, status }: Reservation) => (active ? "active" : status);

interface ReservationsTableProps {
  reservations: Reservation[];
  link: (reservation: Reservation) => ReactNode;
}

export function ReservationsTable({ reservations, link }: ReservationsTableProps) {
  return (
    <Table
      label={navTexts.reservations}
      rows={reservations}
      keyOf={({ id }) => id}
      emptyText={consoleTexts.none}
      columns={[
        { head: reservationTexts.one, cell: link },
        { head: reservationTexts.driver, cell: ({ email }) => email },
        {
          head: reservationTexts.period,
          cell: ({ starts_at, ends_at, time_zone }) => formatPeriod(starts_at, ends_at, time_zone),
        },
        { head: consoleTexts.state, cell: (reservation) => <StateTag state={reservationState(reservation)} /> },
        {
          head: reservationTexts.charge,
          isNumber: true,
          cell: ({ charge, estimate }) =>
            charge ? (
              <>
                {formatMoney(charge.amount)} <StateTag state={charge.state} />
              </>
            ) : (
              <span className="soft">
                {reservationTexts.estimate} {formatMoney(estimate)}
              </span>
            ),
        },
      ]}
    />
  );
}
