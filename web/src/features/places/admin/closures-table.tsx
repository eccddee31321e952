import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { City, Closure } from "@/api/admin";
import { ConfirmAction } from "@/components/console/confirm-action";
import { StateTag } from "@/components/console/state-tag";
import { Table } from "@/components/console/table";
import { formatPeriod } from "@/lib/time";
import { consoleTexts, navTexts } from "@/console-texts/console";
import { closureTexts } from "@/console-texts/places";
import { AllowedInZone } from "./allowed-in-zone";
import { endClosure } from "./closure-requests";
import { spotQuery } from "./place-requests";

export function closureState({ ended_at, starts_at, ends_at }: Closure, now: number): string {
  if (ended_at) return "ended";
  if (Date.parse(ends_at) <= now) return "over";
  return Date.parse(starts_at) > now ? "coming" : "closed";
}

interface ClosuresTableProps {
  closures: Closure[];
  cityOf: (id: string) => Pick<City, "time_zone">;
  place: (closure: Closure) => ReactNode;
  by: (actor: string) => ReactNode;
  now: number;
}

export function ClosuresTable({ closures, cityOf, place, by, now }: ClosuresTableProps) {
  return (
    <Table
      label={navTexts.closures}
      rows={closures}
      keyOf={({ id }) => id}
      emptyText={consoleTexts.none}
      columns={[
        { head: closureTexts.place, cell: place },
        {
          head: closureTexts.period,
          cell: (closure) =>
            formatPeriod(closure.starts_at, closure.ended_at ?? closure.ends_at, cityOf(closure.city_id).time_zone),
        },
        { head: closureTexts.reason, cell: ({ reason }) => reason },
        { head: closureTexts.by, cell: ({ actor }) => by(actor) },
        { head: consoleTexts.state, cell: (closure) => <StateTag state={closureState(closure, now)} /> },
        {
          head: consoleTexts.actions,
          cell: (closure) =>
            ["closed", "coming"].includes(closureState(closure, now)) && <EndClosure closure={closure} />,
        },
      ]}
    />
  );
}

function EndClosure({ closure: { id, spot_id, zone_id } }: { closure: Closure }) {
  const spot = useQuery({ ...spotQuery(spot_id ?? ""), enabled: Boolean(spot_id) });
  return (
    <AllowedInZone to="manage_closures" zoneId={zone_id ?? spot.data?.zone_id}>
      <ConfirmAction name={closureTexts.end} text={closureTexts.endText} act={(note) => endClosure(id, note)} />
    </AllowedInZone>
  );
}
