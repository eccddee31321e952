import { useQuery } from "@tanstack/react-query";
import { errorMessage } from "@/api/problem";
import { Notice } from "@/components/ui/notice";
import { useNow } from "@/lib/use-now";
import { permitTexts } from "@/texts/pricing";
import { formatPermitPeriod } from "./permit-period";
import { ownPermitsQuery } from "./requests";

/** The driver's reduced-rate permits. Most drivers have none and see nothing. */
export function OwnPermits() {
  const { data: permits = [], error } = useQuery(ownPermitsQuery);
  const now = useNow();
  if (!error && !permits.length) return null;
  return (
    <section className="stack" aria-labelledby="permits">
      <h2 id="permits">{permitTexts.title}</h2>
      {error && <Notice kind="error">{errorMessage(error)}</Notice>}
      {permits.length > 0 && <p className="soft">{permitTexts.text}</p>}
      <ul className="plain-list">
        {permits.map((permit) => (
          <li key={permit.id} className="card-row">
            <span>
              <strong>{permit.city}</strong>
              <br />
              <small className="soft">
                {formatPermitPeriod(permit, now)} · {permitTexts.reference(permit.reference)}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
