import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Replay, Tariff, TariffDraft } from "@/api/admin";
import { EditForm } from "@/components/console/edit-form";
import { SelectField } from "@/components/console/select-field";
import { Field } from "@/components/ui/field";
import { replayTexts } from "@/console-texts/replay";
import { formatDateTime } from "@/lib/time";
import { documentOf, type TariffDocument } from "../tariff-document";
import { parseElasticity } from "./elasticity";
import { draftsQuery, type ReplaySource, replayTariff } from "./occupancy-requests";
import { PeriodFields, usePastPeriod } from "./period-fields";
import { ReplayResult } from "./replay-result";
import { versionInForce } from "./versions-table";

interface ReplayChoice {
  value: string;
  label: string;
  source: ReplaySource;
}

interface ReplayPanelProps {
  tariff: Tariff;
  /** The document of the editor. */
  edited?: TariffDocument;
}

/** The edited rules, the version in force, and the drafts. */
function choicesOf({ tariff, edited }: ReplayPanelProps, drafts: TariffDraft[]): ReplayChoice[] {
  const inForce = versionInForce(tariff);
  return [
    ...(edited ? [{ value: "edited", label: replayTexts.edited, source: { document: edited } }] : []),
    ...(inForce
      ? [{ value: "in-force", label: replayTexts.inForce(inForce.number), source: { document: documentOf(inForce) } }]
      : []),
    ...drafts.map(({ id, created_at }) => ({
      value: id,
      label: replayTexts.draft(formatDateTime(created_at, tariff.time_zone)),
      source: { draft_id: id },
    })),
  ];
}

/** Prices past stays under other rules and compares the revenue. */
export function ReplayPanel(props: ReplayPanelProps) {
  const { tariff } = props;
  const drafts = useQuery(draftsQuery(tariff.id));
  const choices = choicesOf(props, drafts.data ?? []);
  const [chosen, setChosen] = useState<string>();
  const [replay, setReplay] = useState<Replay>();
  const { state, setState, period } = usePastPeriod();
  const [typed, setTyped] = useState("");
  const elasticity = parseElasticity(typed);
  const invalid = typed.trim() !== "" && elasticity === undefined ? replayTexts.invalidElasticity : undefined;
  const choice = choices.find(({ value }) => value === chosen) ?? choices[0];
  return (
    <section className="panel" aria-labelledby="replay">
      <h2 id="replay">{replayTexts.title}</h2>
      <p className="soft">{replayTexts.text}</p>
      {choice ? (
        <EditForm
          button={replayTexts.run}
          submit={() => replayTariff(tariff.id, choice.source, period, elasticity)}
          onDone={setReplay}
        >
          {(errors) => (
            <>
              <SelectField
                label={replayTexts.rules}
                value={choice.value}
                onChange={setChosen}
                options={choices}
                error={errors.draft_id}
              />
              <PeriodFields state={state} onChange={setState} zone={tariff.time_zone} errors={errors} />
              <Field
                label={replayTexts.elasticity}
                hint={replayTexts.elasticityHint}
                value={typed}
                onChange={setTyped}
                error={invalid ?? errors.elasticity}
                validationMessage={invalid}
              />
            </>
          )}
        </EditForm>
      ) : (
        <p className="none">{replayTexts.noRules}</p>
      )}
      {replay && <ReplayResult replay={replay} />}
    </section>
  );
}
