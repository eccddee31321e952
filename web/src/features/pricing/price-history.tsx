import type { ReactNode } from "react";
import type { Evidence, PriceChange, PriceHistory as PriceHistoryView, YieldEvidence } from "@/api/types";
import { formatDateTime } from "@/lib/time";
import { useNow } from "@/lib/use-now";
import { evidenceTexts, priceHistoryTexts } from "@/texts/pricing";
import { computation, outcomeInWords, policyInWords, rateInWords, sizeInWords } from "./evidence-words";
import { yieldInWords, yieldPolicyInWords } from "./yield-words";

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
  const { effective_from, base_version: base } = change;
  const reason = reasonOf(change, { zone, currency });
  return (
    <>
      <h2>
        {priceHistoryTexts.since(formatDateTime(effective_from, zone))}{" "}
        {Date.parse(effective_from) > now && <span className="tag">{priceHistoryTexts.coming}</span>}
      </h2>
      <p className="soft">{priceHistoryTexts.version(change.tariff_name, change.number)}</p>
      <p className="rules">{change.rules}</p>
      {change.yield_evidence && base && base.rules !== change.rules && (
        <p className="soft">{priceHistoryTexts.bookedAhead(base.number, base.rules)}</p>
      )}
      {reason ? (
        <details open={isOpen}>
          <summary>{evidenceTexts.title}</summary>
          {reason}
        </details>
      ) : (
        <p className="soft">{priceHistoryTexts.byOperator}</p>
      )}
    </>
  );
}

/** The measurement that a rate follows from; undefined if the operator set it. */
function reasonOf({ evidence, yield_evidence }: PriceChange, place: InZone): ReactNode {
  if (evidence) return <EvidenceDetails evidence={evidence} {...place} />;
  if (yield_evidence) return <YieldDetails evidence={yield_evidence} currency={place.currency} />;
  return undefined;
}

function YieldDetails({ evidence, currency }: { evidence: YieldEvidence; currency: string }) {
  return (
    <div className="evidence">
      <p>
        <strong>{yieldInWords(evidence)}</strong>
      </p>
      <p>{yieldPolicyInWords(evidence.policy, currency)}</p>
    </div>
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
