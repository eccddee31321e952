import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useCities } from "@/api/admin";
import { QueryResult } from "@/components/console/query-result";
import { PageHeader } from "@/components/console/page-header";
import { Notice } from "@/components/ui/notice";
import { overviewTexts } from "@/console-texts/analytics";
import { navTexts } from "@/console-texts/console";
import { CityCards, JobCards, StripeAlarms } from "@/features/analytics/admin/cards";
import { figuresQuery } from "@/features/analytics/admin/requests";
import { formatTime } from "@/lib/time";
import { Charts } from "./charts";
import { ConsoleMap } from "./console-map";

export function Overview() {
  const figures = useQuery(figuresQuery);
  const navigate = useNavigate();
  const { cityOf } = useCities();
  return (
    <>
      <PageHeader title={navTexts.overview}>
        {figures.data && (
          <span className="soft">{overviewTexts.updated(formatTime(figures.data.at, cityOf().time_zone))}</span>
        )}
      </PageHeader>
      <QueryResult query={figures}>
        {({ cities, jobs, stripe_alarms, failed_refunds }) => (
          <>
            <StripeAlarms alarms={stripe_alarms} />
            {failed_refunds > 0 && (
              <Notice kind="error">
                {overviewTexts.failedRefunds(failed_refunds)}{" "}
                <Link to="/admin/charges" search={{ state: "refund_failed" }}>
                  {overviewTexts.toCharges}
                </Link>
              </Notice>
            )}
            {cities.map((city) => (
              <CityCards key={city.city_id} city={city} />
            ))}
            {jobs && (
              <JobCards
                jobs={jobs}
                toDead={
                  <Link to="/admin/jobs" search={{ state: "dead" }}>
                    {overviewTexts.toJobs}
                  </Link>
                }
              />
            )}
          </>
        )}
      </QueryResult>
      <ConsoleMap
        hint={overviewTexts.choose}
        onSelect={(id) => void navigate({ to: "/admin/spots/$id", params: { id } })}
      />
      <Charts />
    </>
  );
}
