import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useCities } from "@/api/admin";
import { Await } from "@/components/console/await";
import { Head } from "@/components/console/head";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { navTexts, overviewTexts } from "@/console-texts";
import { CityCards, JobCards } from "@/features/admin-figures/cards";
import { Chart } from "@/features/admin-figures/chart";
import { busyQuery, figuresQuery, revenueQuery } from "@/features/admin-figures/requests";
import { billedByDay, busyByHour, DAYS } from "@/features/admin-figures/series";
import { formatMoney } from "@/lib/money";
import { formatClock } from "@/lib/time";
import { useNow } from "@/lib/use-now";
import { ConsoleMap } from "./console-map";

const HOUR_MS = 3_600_000;

/** How everything stands, now and lately. */
export function Overview() {
  const figures = useQuery(figuresQuery);
  const navigate = useNavigate();
  const { cityOf } = useCities();
  return (
    <>
      <Head title={navTexts.overview}>
        {figures.data && (
          <span className="soft">{overviewTexts.updated(formatClock(figures.data.at, cityOf().time_zone))}</span>
        )}
      </Head>
      <Await found={figures}>
        {({ cities, jobs }) => (
          <>
            {cities.map((city) => (
              <CityCards key={city.name} city={city} />
            ))}
            <JobCards
              jobs={jobs}
              toDead={
                <Link to="/admin/jobs" search={{ state: "dead" } as never}>
                  {overviewTexts.toJobs}
                </Link>
              }
            />
          </>
        )}
      </Await>
      <ConsoleMap
        hint={overviewTexts.choose}
        onSelect={(id) => void navigate({ to: "/admin/spots/$id", params: { id } })}
      />
      <Charts />
    </>
  );
}

function Charts() {
  const { cities, cityOf } = useCities();
  const { time_zone: zone, currency } = cityOf();
  // Asked anew with each hour, not with each second.
  const hour = Math.floor(useNow(60) / HOUR_MS) * HOUR_MS;
  const isOn = cities.length > 0;
  const revenue = useQuery({ ...revenueQuery(hour - DAYS * 24 * HOUR_MS), enabled: isOn });
  const busy = useQuery({ ...busyQuery(hour - 23 * HOUR_MS, hour + HOUR_MS), enabled: isOn });
  const now = Math.max(hour, busy.dataUpdatedAt);
  const days = revenue.data === undefined ? undefined : billedByDay(revenue.data, currency, zone, now);
  const hours = busy.data ? busyByHour(busy.data, zone, now) : undefined;
  const writeMoney = (amount_minor: number) => formatMoney({ amount_minor, currency });
  return (
    <div className="charts">
      {days ? (
        days.some(({ value }) => value) ? (
          <Chart title={overviewTexts.revenue} bars={days} write={writeMoney} />
        ) : (
          <p className="none">{overviewTexts.revenueNone}</p>
        )
      ) : (
        <Skeleton lines={3} />
      )}
      {busy.data === null && <Notice>{overviewTexts.occupancyMany}</Notice>}
      {hours ? (
        hours.some(({ value }) => value) ? (
          <Chart title={overviewTexts.occupancy} bars={hours} write={overviewTexts.of} />
        ) : (
          <p className="none">{overviewTexts.occupancyNone}</p>
        )
      ) : (
        busy.data !== null && <Skeleton lines={3} />
      )}
    </div>
  );
}
