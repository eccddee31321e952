import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fieldProblems, type Tariff } from "@/api/admin";
import { errorMessage } from "@/api/problem";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { editorTexts, publishTexts, tariffTexts } from "@/console-texts/pricing";
import { useDebounced } from "@/lib/use-debounced";
import { documentOf, type TariffDocument } from "../tariff-document";
import { BandForm } from "./band-form";
import { BandList } from "./band-list";
import { addBand, emptyDocument, removeBand, replaceBand } from "./document-edits";
import { DocumentDifferences } from "./document-differences";
import { bandOfProblem, documentProblems } from "./document-problems";
import { HolidayFields } from "./holiday-fields";
import { Preview } from "./preview";
import { ProblemList } from "./problem-list";
import { PublishForm } from "./publish-form";
import { ReplayPanel } from "./replay-panel";
import { previewQuery, publishVersion } from "./requests";
import { ClassFields, LimitFields, TransitionFields } from "./tariff-fields";
import { versionToEdit } from "./versions-table";
import { WeekGrid } from "./week-grid";
import type { BandTime } from "./week-geometry";

const PREVIEW_DELAY_MS = 400;

/** The preview of a document that has not changed for a moment, with its errors. */
function usePreview(tariff: Tariff, document: TariffDocument) {
  const settled = useDebounced(document, PREVIEW_DELAY_MS);
  const query = useQuery(previewQuery(tariff.city_id, settled));
  const isStale = settled !== document || query.isPlaceholderData;
  return { ...query, isStale, problems: documentProblems(fieldProblems(query.error)) };
}

/** Edits the rules of a tariff, starting from the version with the operator's own rates, and publishes them. */
export function TariffEditor({ tariff, onDone }: { tariff: Tariff; onDone: () => void }) {
  const start = versionToEdit(tariff);
  const [document, setDocument] = useState(() => (start ? documentOf(start) : emptyDocument(tariff.currency)));
  const [selected, setSelected] = useState<number>();
  const preview = usePreview(tariff, document);
  const { problems } = preview;
  const invalid = new Set(problems.flatMap((problem) => bandOfProblem(problem) ?? []));
  const band = selected === undefined ? undefined : document.bands[selected];
  const add = (time: BandTime) => {
    setDocument(addBand(document, time));
    setSelected(document.bands.length);
  };
  const remove = (index: number) => {
    setDocument(removeBand(document, index));
    setSelected(undefined);
  };
  const fields = { document, problems, onChange: setDocument };
  const bands = { bands: document.bands, currency: document.currency, selected, invalid, onSelect: setSelected };
  return (
    <div className="tariff-editor">
      <div className="tariff-column">
        <section className="panel" aria-labelledby="bands">
          <div className="console-title">
            <h2 id="bands">{editorTexts.bands}</h2>
            <Button kind="quiet" onPress={() => add({ from: "08:00", to: "18:00" })}>
              {editorTexts.addBand}
            </Button>
          </div>
          <WeekGrid
            {...bands}
            onChange={(index, next) => setDocument(replaceBand(document, index, next))}
            onCreate={add}
            onRemove={remove}
          />
          <BandList {...bands} />
        </section>
        <section className="panel" aria-labelledby="whole-tariff">
          <h2 id="whole-tariff">{editorTexts.wholeTariff}</h2>
          <TransitionFields {...fields} />
          <LimitFields {...fields} />
          <ClassFields {...fields} />
          <HolidayFields {...fields} />
        </section>
        <section className="panel" aria-labelledby="difference">
          <h2 id="difference">{tariffTexts.differenceToForce}</h2>
          {start ? (
            <DocumentDifferences before={documentOf(start)} after={document} afterName={tariffTexts.draft} />
          ) : (
            <p className="soft">{tariffTexts.nothingInForce}</p>
          )}
        </section>
      </div>
      <div className="tariff-column">
        <section className="panel" aria-labelledby="band">
          <h2 id="band">
            {band && selected !== undefined ? editorTexts.band(selected + 1) : editorTexts.selectedBand}
          </h2>
          {band && selected !== undefined ? (
            <BandForm
              key={selected}
              index={selected}
              band={band}
              currency={document.currency}
              calendars={Object.keys(document.holidays ?? {})}
              problems={problems}
              onChange={(next) => setDocument(replaceBand(document, selected, next))}
              onRemove={() => remove(selected)}
            />
          ) : (
            <p className="soft">{editorTexts.selectBand}</p>
          )}
        </section>
        <section className="panel" aria-labelledby="preview">
          <h2 id="preview">{editorTexts.preview}</h2>
          {problems.length > 0 && <ProblemList problems={problems} onSelectBand={setSelected} />}
          {preview.error && !problems.length && <Notice kind="error">{errorMessage(preview.error)}</Notice>}
          {preview.isPending && <Skeleton lines={6} />}
          {preview.data && <Preview preview={preview.data} zone={tariff.time_zone} isStale={preview.isStale} />}
        </section>
        <section className="panel" aria-labelledby="publish">
          <h2 id="publish">{publishTexts.title}</h2>
          <PublishForm
            zone={tariff.time_zone}
            submit={(at) => publishVersion(tariff.id, document, at)}
            onDone={onDone}
          />
        </section>
        <ReplayPanel tariff={tariff} edited={document} />
      </div>
    </div>
  );
}
