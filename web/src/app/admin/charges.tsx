import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useCities } from "@/api/admin";
import { SelectField } from "@/components/console/select-field";
import { PageHeader } from "@/components/console/page-header";
import { PagedList } from "@/components/console/paged-list";
import { ShortId } from "@/components/console/short-id";
import { chargeTexts } from "@/console-texts/billing";
import { consoleTexts, navTexts, stateNames } from "@/console-texts/console";
import { ChargesTable } from "@/features/billing/admin/charges-table";
import { chargesQuery } from "@/features/billing/admin/charge-requests";
import { SubjectLink } from "./links";
import { useFilters } from "./use-filters";

const STATES = [
  "overdue",
  "due",
  "charging",
  "unknown",
  "retrying",
  "requires_action",
  "dunning",
  "paid",
  "part_refunded",
  "refunded",
  "refund_failed",
  "disputed",
  "won",
  "lost",
  "written_off",
  "carried",
  "waived",
  "zero",
  "set_up",
];

/** `overdue` is a filter, not a state: charges that the driver has been asked to pay and has not. */
export function ChargesPage() {
  const [{ state }, change] = useFilters<{ state?: string }>();
  const { cityOf } = useCities();
  const query = useInfiniteQuery(chargesQuery(state));
  return (
    <>
      <PageHeader title={navTexts.charges} />
      <div className="filters">
        <SelectField
          label={consoleTexts.state}
          value={state ?? ""}
          onChange={(next) => change({ state: next })}
          options={[
            { value: "", label: chargeTexts.all },
            ...STATES.map((value) => ({ value, label: stateNames[value] ?? value })),
          ]}
        />
      </div>
      <PagedList query={query} rowsOf={(page) => page.charges}>
        {(charges) => (
          <ChargesTable
            charges={charges}
            zoneOf={(id) => cityOf(id).time_zone}
            reservation={(id) => <SubjectLink kind="reservation" id={id} />}
            subject={(kind, id) => <SubjectLink kind={kind} id={id} />}
            link={({ id }) => (
              <Link to="/admin/charges/$id" params={{ id }} className="row-link">
                <ShortId id={id} />
              </Link>
            )}
          />
        )}
      </PagedList>
    </>
  );
}
