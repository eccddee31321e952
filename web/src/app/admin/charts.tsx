import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useCities } from "@/api/admin";
import { usePermissions } from "@/api/permissions";
import { QueryResult } from "@/components/console/query-result";
import { SelectField } from "@/components/console/select-field";
import { overviewTexts } from "@/console-texts/analytics";
import { type Bar, Chart } from "@/features/analytics/admin/chart";
import { historyQuery } from "@/features/analytics/admin/requests";
import { formatMoney } from "@/lib/money";
import { CitySelect } from "./city-select";

const SPANS = [14, 30, 90];

const dayFormat = new Intl.DateTimeFormat("en", { timeZone: "UTC", weekday: "short", month: "short", day: "numeric" });
const shareFormat = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });

export function Charts() {
  const { has } = usePermissions();
  const { cities, cityOf } = useCities(({ id }) => has("view_figures", { cityId: id }));
  const [chosen, setChosen] = useState<string>();
  const [span, setSpan] = useState(30);
  const city = cityOf(chosen);
  const history = useQuery(historyQuery(city.id ?? "", city.time_zone, span));
  return (
    <section className="stack" aria-labelledby="charts">
      <h2 id="charts">{overviewTexts.trends}</h2>
      <div className="filters">
        <CitySelect cities={cities} value={chosen} onChange={setChosen} isRequired />
        <SelectField
          label={overviewTexts.span}
          value={String(span)}
          onChange={(value) => setSpan(Number(value))}
          options={SPANS.map((days) => ({ value: String(days), label: overviewTexts.days(days) }))}
        />
      </div>
      <QueryResult query={history}>
        {({ days, currency }) => {
          const bars = (of: (day: (typeof days)[number]) => number): Bar[] =>
            days.map((day) => ({ label: dayFormat.format(Date.parse(day.date)), value: of(day) }));
          const writeMoney = (amount_minor: number) => formatMoney({ amount_minor, currency });
          const charts = [
            [overviewTexts.occupancy, bars((day) => day.occupancy), (share: number) => shareFormat.format(share)],
            [overviewTexts.revenue, bars((day) => day.billed_minor), writeMoney],
            [overviewTexts.stays, bars((day) => day.reservations), String],
            [overviewTexts.refunds, bars((day) => day.refunded_minor), writeMoney],
          ] as const;
          return (
            <div className="charts">
              {charts.map(([title, values, write]) =>
                values.some(({ value }) => value) ? (
                  <Chart key={title} title={title} bars={values} format={write} />
                ) : (
                  <p key={title} className="none">
                    {overviewTexts.noData(title)}
                  </p>
                ),
              )}
            </div>
          );
        }}
      </QueryResult>
    </section>
  );
}
