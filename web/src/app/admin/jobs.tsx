import { useInfiniteQuery } from "@tanstack/react-query";
import { useCities } from "@/api/admin";
import { Choice } from "@/components/console/select-field";
import { FilterField } from "@/components/console/filter-field";
import { Head } from "@/components/console/page-header";
import { Listing } from "@/components/console/paged-list";
import { consoleTexts, navTexts, stateNames } from "@/console-texts/console";
import { jobTexts } from "@/console-texts/platform";
import { JobsTable } from "@/features/platform/admin/jobs-table";
import { jobsPages } from "@/features/platform/admin/requests";
import { useFilters } from "./use-filters";

const STATES = ["dead", "retrying", "waiting", "published", "running", "done", "discarded"];
const EVERY_MS = 10_000;

/** What the worker does, has done, and could not do. */
export function JobsPage() {
  const [filters, change] = useFilters<{ state?: string; kind?: string }>();
  const { cityOf } = useCities();
  const found = useInfiniteQuery({
    ...jobsPages({ state: filters.state, kind: filters.kind }),
    refetchInterval: EVERY_MS,
  });
  return (
    <>
      <Head title={navTexts.jobs} />
      <div className="filters" role="search">
        <Choice
          label={consoleTexts.state}
          value={filters.state ?? ""}
          onChange={(state) => change({ state })}
          choices={[
            { value: "", label: consoleTexts.any },
            ...STATES.map((value) => ({ value, label: stateNames[value] ?? value })),
          ]}
        />
        <FilterField
          label={jobTexts.kind}
          hint={jobTexts.kindHint}
          value={filters.kind}
          onChange={(kind) => change({ kind })}
        />
      </div>
      <Listing found={found} of={(page) => page.jobs}>
        {(jobs) => <JobsTable jobs={jobs} zone={cityOf().time_zone} />}
      </Listing>
    </>
  );
}
