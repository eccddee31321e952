import { Link } from "@tanstack/react-router";
import { useUser } from "@/api/account";
import { errorMessage, isTransient } from "@/api/problem";
import type { CodeView, Presented } from "@/api/visit-types";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { SiteState } from "@/features/places/sites/site-state";
import { ownVisitId } from "@/features/visits/app-device";
import { entryAction } from "@/features/visits/entry";
import { texts } from "@/texts/app";
import { searchTexts } from "@/texts/reservations";
import { scanTexts } from "@/texts/visits";
import { EnterStep } from "./enter-step";
import { InsideStep } from "./inside-step";
import { LeaveStep } from "./leave-step";
import { useCode, useIsBothWays } from "./use-code";

interface CodeEntryProps {
  presented: Presented;
  /** Path of the page, to which signing in leads back. */
  returnTo: string;
}

/** The place of a code, and what the driver can do there. */
export function CodeEntry({ presented, returnTo }: CodeEntryProps) {
  const { user, isPending } = useUser();
  const { code, error, refetch, guest } = useCode(presented, { user, isPending });
  const isBothWays = useIsBothWays(code);
  if (error && !code) {
    return (
      <>
        <h1>{scanTexts.title}</h1>
        <Notice kind="error">{errorMessage(error)}</Notice>
        {isTransient(error) && <Button onPress={() => void refetch()}>{texts.retry}</Button>}
      </>
    );
  }
  if (!code) {
    return (
      <>
        <h1>{scanTexts.title}</h1>
        <Skeleton lines={5} />
      </>
    );
  }
  const action = entryAction(code, { isBothWays, ownVisitId: ownVisitId() });
  const step = { code, presented, token: guest?.token };
  return (
    <section className="stack step" aria-labelledby="code-place">
      <CodePlace code={code} isEntry={action === "enter" || action === "park"} />
      {action === "enter" || action === "park" ? (
        <EnterStep
          {...step}
          action={action}
          reservationId={guest?.id}
          returnTo={returnTo}
          onChange={() => void refetch()}
        />
      ) : action === "leave" ? (
        <LeaveStep {...step} isUser={Boolean(user)} />
      ) : action === "inside" ? (
        <InsideStep {...step} />
      ) : (
        <NoWayOut code={code} />
      )}
    </section>
  );
}

/** The place in words, before anything is paid there. */
function CodePlace({ code, isEntry }: { code: CodeView; isEntry: boolean }) {
  const { site, lane, spot, kind, rules } = code;
  const part = lane?.name ?? (spot ? searchTexts.spot(spot.label) : scanTexts.kinds[kind]);
  return (
    <div>
      <h1 id="code-place">{site.name}</h1>
      <p>
        {part}
        {isEntry && (
          <>
            {" · "}
            <SiteState state={site.state} free={site.free} />
          </>
        )}
      </p>
      {rules && (
        <p className="soft">
          <span className="visually-hidden">{searchTexts.rules}: </span>
          {rules}
        </p>
      )}
    </div>
  );
}

/** At the exit of a site without a stay there. */
function NoWayOut({ code: { site, open_visit: open } }: { code: CodeView }) {
  if (!open) return <Notice>{scanTexts.outside}</Notice>;
  const { id, reservation_id: reservation } = open;
  return (
    <>
      <Notice kind="error">{scanTexts.elsewhere(site.name, open.site.name)}</Notice>
      <Link to="/visits/$id" params={{ id }} search={{ reservation }} className="button button-primary button-wide">
        {scanTexts.openStay}
      </Link>
    </>
  );
}
