import type { ReactNode } from "react";
import type { CityFigures, Figures } from "@/api/admin";
import { Notice } from "@/components/ui/notice";
import { overviewTexts } from "@/console-texts/analytics";
import { stateNames } from "@/console-texts/console";
import { formatMoney } from "@/lib/money";
import { formatDuration } from "@/lib/time";

const STATES = ["free", "held", "taken", "closed", "retired"] as const;

function Card({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="figure">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function CityCards({ city }: { city: CityFigures }) {
  return (
    <section aria-labelledby={`city-${city.name}`} className="stack">
      <h2 id={`city-${city.name}`}>{city.name}</h2>
      <dl className="figures">
        {STATES.map((state) => (
          <div key={state} className={`figure is-${state}`}>
            <dt>{stateNames[state]}</dt>
            <dd>{city[state]}</dd>
          </div>
        ))}
        <Card name={overviewTexts.billed}>{formatMoney(city.billed_today)}</Card>
        <Card name={overviewTexts.collected}>{formatMoney(city.collected_today)}</Card>
        <Card name={overviewTexts.overdue(city.overdue_charges)}>{formatMoney(city.overdue)}</Card>
      </dl>
    </section>
  );
}

export function StripeAlarms({ alarms }: { alarms: Figures["stripe_alarms"] }) {
  if (alarms.length === 0) return null;
  return (
    <Notice kind="error">
      {overviewTexts.stripeRefuses}
      <ul>
        {alarms.map(({ call, class: kind, message }) => (
          <li key={`${call} ${kind}`}>
            <code>
              {call}: {kind}
            </code>{" "}
            {message}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

export function JobCards({ jobs, toDead }: { jobs: NonNullable<Figures["jobs"]>; toDead: ReactNode }) {
  return (
    <section aria-labelledby="job-figures" className="stack">
      <h2 id="job-figures">{overviewTexts.jobs}</h2>
      {jobs.dead > 0 && (
        <Notice kind="error">
          {overviewTexts.deadText(jobs.dead)} {toDead}
        </Notice>
      )}
      <dl className="figures">
        <Card name={overviewTexts.lag}>
          {jobs.lag_seconds ? formatDuration(jobs.lag_seconds) : overviewTexts.noLag}
        </Card>
        <Card name={overviewTexts.due}>{jobs.due}</Card>
        <Card name={overviewTexts.retrying}>{jobs.retrying}</Card>
        <Card name={overviewTexts.dead}>{jobs.dead}</Card>
      </dl>
    </section>
  );
}
