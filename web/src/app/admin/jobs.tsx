import { useInfiniteQuery } from "@tanstack/react-query";
import { useCities } from "@/api/admin";
import { SelectField } from "@/components/console/select-field";
import { FilterField } from "@/components/console/filter-field";
import { PageHeader } from "@/components/console/page-header";
import { PagedList } from "@/components/console/paged-list";
import { consoleTexts, navTexts, stateNames } from "@/console-texts/console";
import { jobTexts } from "@/console-texts/platform";
import { JobsTable } from "@/features/platform/admin/jobs-table";
import { jobsQuery } from "@/features/platform/admin/requests";
import { useFilters } from "./use-filters";

const STATES = ["dead", "retrying", "waiting", "published", "running", "done", "discarded"];
const REFRESH_INTERVAL_MS = 10_000;

export function JobsPage() {
  const [filters, change] = useFilters<{ state?: string; kind?: string }>();
  const { cityOf } = useCities();
  const query = useInfiniteQuery({
    ...jobsQuery({ state: filters.state, kind: filters.kind }),
    refetchInterval: REFRESH_INTERVAL_MS,
  });
  return (
    <>
      <PageHeader title={navTexts.jobs} />
      <div className="filters" role="search">
        <SelectField
          label={consoleTexts.state}
          value={filters.state ?? ""}
          onChange={(state) => change({ state })}
          options={[
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
      <PagedList query={query} rowsOf={(page) => page.jobs}>
        {(jobs) => <JobsTable jobs={jobs} zone={cityOf().time_zone} />}
      </PagedList>
    </>
  );
}
