import type { Evidence, PriceChange, PriceHistory as PriceHistoryView } from "@/api/types";
import { formatDateTime } from "@/lib/time";
import { useNow } from "@/lib/use-now";
import { evidenceTexts, priceHistoryTexts } from "@/texts/pricing";
import { computation, outcomeInWords, policyInWords, rateInWords, sizeInWords } from "./evidence-words";

/** The versions of tariffs in a zone, the latest first, with the reasons for their rates. */
export function PriceHistory({ history }: { history: PriceHistoryView }) {
  const { changes, time_zone: zone, currency } = history;
  if (!changes.length) return <p>{priceHistoryTexts.none}</p>;
  return (
    <ol className="price-changes">
      {changes.map((change, index) => (
        <li key={`${change.tariff_id} ${change.number}`} className="price-change">
          <Change change={change} zone={zone} currency={currency} isOpen={index === 0} />
        </li>
      ))}
    </ol>
  );
}

interface InZone {
  zone: string;
  currency: string;
}

function Change({ change, zone, currency, isOpen }: InZone & { change: PriceChange; isOpen: boolean }) {
  const now = useNow(5);
  const { evidence, effective_from } = change;
  return (
    <>
      <h2>
        {priceHistoryTexts.since(formatDateTime(effective_from, zone))}{" "}
        {Date.parse(effective_from) > now && <span className="tag">{priceHistoryTexts.coming}</span>}
      </h2>
      <p className="soft">{priceHistoryTexts.version(change.tariff_name, change.number)}</p>
      <p className="rules">{change.rules}</p>
      {evidence ? (
        <details open={isOpen}>
          <summary>{evidenceTexts.title}</summary>
          <EvidenceDetails evidence={evidence} zone={zone} currency={currency} />
        </details>
      ) : (
        <p className="soft">{priceHistoryTexts.byOperator}</p>
      )}
    </>
  );
}

/** Everything from which a rate can be computed again. */
function EvidenceDetails({ evidence, zone, currency }: InZone & { evidence: Evidence }) {
  const { from, to, coverage_percent: coverage } = evidence;
  return (
    <div className="evidence">
      <p>
        {evidenceTexts.measured(formatDateTime(from, zone), formatDateTime(to, zone))} {sizeInWords(evidence)}{" "}
        {evidenceTexts.coverage(coverage)}
      </p>
      <ul className="evidence-bands">
        {evidence.bands.map((band) => (
          <li key={band.band}>
            <strong>{band.times}</strong>
            <p>
              {evidenceTexts.change(rateInWords(band.old_minor, currency), rateInWords(band.new_minor, currency))}.{" "}
              {outcomeInWords(band)}.
            </p>
            <p className="soft">{computation(band, coverage)}</p>
          </li>
        ))}
      </ul>
      <p>{evidenceTexts.recompute}</p>
      <p>{policyInWords(evidence.policy, currency)}</p>
    </div>
  );
}
