import type { ReactNode } from "react";
import type { City, Closure } from "@/api/admin";
import { Deed } from "@/components/console/deed";
import { State } from "@/components/console/state";
import { Table } from "@/components/console/table";
import { closureTexts, consoleTexts, navTexts } from "@/console-texts";
import { formatMoment } from "@/lib/time";
import { endClosure } from "./requests";

/** Where a closure stands. */
export function standing({ ended_at, starts_at, ends_at }: Closure, now: number): string {
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

/** Closures, and the way to end them early. */
export function ClosuresTable({ closures, cityOf, place, by, now }: ClosuresTableProps) {
  const at = (closure: Closure, moment: string) => formatMoment(moment, cityOf(closure.city_id).time_zone);
  return (
    <Table
      label={navTexts.closures}
      rows={closures}
      keyOf={({ id }) => id}
      none={consoleTexts.none}
      columns={[
        { head: closureTexts.place, cell: place },
        {
          head: closureTexts.period,
          cell: (closure) => (
            <>
              {at(closure, closure.starts_at)} – {at(closure, closure.ended_at ?? closure.ends_at)}
            </>
          ),
        },
        { head: closureTexts.reason, cell: ({ reason }) => reason },
        { head: closureTexts.by, cell: ({ actor }) => by(actor) },
        { head: consoleTexts.state, cell: (closure) => <State is={standing(closure, now)} /> },
        {
          head: consoleTexts.actions,
          cell: (closure) =>
            ["closed", "coming"].includes(standing(closure, now)) && (
              <Deed name={closureTexts.end} text={closureTexts.endText} act={(note) => endClosure(closure.id, note)} />
            ),
        },
      ]}
    />
  );
}
