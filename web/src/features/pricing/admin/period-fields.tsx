import { useState } from "react";
import { DateTimeField } from "@/components/console/date-time-field";
import { occupancyTexts } from "@/console-texts/pricing";
import { serverNow } from "@/lib/server-time";
import { toRfc3339 } from "@/lib/time";
import { lastWeeks } from "./past-period";
import type { PastPeriod } from "./occupancy-requests";

interface PeriodState {
  from: number | undefined;
  to: number | undefined;
}

/** A past period, by default the last four weeks; `period` has empty times where a field is empty. */
export function usePastPeriod() {
  const [state, setState] = useState<PeriodState>(() => lastWeeks(serverNow()));
  const text = (at: number | undefined) => (at === undefined ? "" : toRfc3339(at));
  const period: PastPeriod = { from: text(state.from), to: text(state.to) };
  return { state, setState, period };
}

interface PeriodFieldsProps {
  state: PeriodState;
  onChange: (state: PeriodState) => void;
  zone: string;
  errors: Record<string, string>;
}

export function PeriodFields({ state, onChange, zone, errors }: PeriodFieldsProps) {
  return (
    <div className="pair">
      <DateTimeField
        label={occupancyTexts.from}
        value={state.from}
        onChange={(from) => onChange({ ...state, from })}
        zone={zone}
        isRequired
        error={errors.from}
      />
      <DateTimeField
        label={occupancyTexts.to}
        value={state.to}
        onChange={(to) => onChange({ ...state, to })}
        zone={zone}
        isRequired
        error={errors.to}
      />
    </div>
  );
}
