import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useUser } from "@/api/account";
import { errorMessage, isTransient } from "@/api/problem";
import type { CodeView, Presented, VisitView } from "@/api/visit-types";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Rules } from "@/components/ui/rules";
import { Skeleton } from "@/components/ui/skeleton";
import { SiteState } from "@/features/places/sites/site-state";
import { ownVisitId } from "@/features/visits/app-device";
import { entryAction } from "@/features/visits/entry";
import { texts } from "@/texts/app";
import { searchTexts } from "@/texts/reservations";
import { scanTexts } from "@/texts/visits";
import { usePageTitle } from "../pages";
import { type Direction, DirectionStep } from "./direction-step";
import { EnterStep } from "./enter-step";
import { ExitSignIn } from "./exit-sign-in";
import { InsideStep } from "./inside-step";
import { LeaveStep } from "./leave-step";
import { OpenExit } from "./open-exit";
import { useCode } from "./use-code";
import { useStepFocus } from "./use-step-focus";

interface CodeEntryProps {
  presented: Presented;
  /** Path of the page, to which signing in leads back. */
  returnTo: string;
}

const PLACE_TITLE_ID = "code-place";

/** The place of a code, and what the driver can do there. */
export function CodeEntry({ presented, returnTo }: CodeEntryProps) {
  const { user, isPending } = useUser();
  const { code, error, refetch, guest } = useCode(presented, { user, isPending });
  const [direction, choose] = useState<Direction>();
  usePageTitle(code?.site.name);
  useStepFocus(direction && PLACE_TITLE_ID);
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
  const found = entryAction(code, ownVisitId());
  const action = found === "ask" && direction ? direction : found;
  const step = { code, presented, token: guest?.token };
  return (
    <section className="stack step" aria-labelledby={PLACE_TITLE_ID}>
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
      ) : action === "ask" ? (
        <DirectionStep onChoose={choose} />
      ) : action === "inside" ? (
        <InsideStep {...step} />
      ) : action === "sign_in" ? (
        <ExitSignIn code={code} presented={presented} returnTo={returnTo} />
      ) : (
        <NoStayHere {...step} />
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
      <h1 id={PLACE_TITLE_ID} tabIndex={-1}>
        {site.name}
      </h1>
      <p>
        {part}
        {isEntry && (
          <>
            {" · "}
            <SiteState state={site.state} free={site.free} />
          </>
        )}
      </p>
      <Rules text={rules} />
    </div>
  );
}

interface NoStayHereProps {
  code: CodeView;
  presented: Presented;
  token: string | undefined;
}

/** At the exit of a site without a stay there. */
function NoStayHere({ code: { site, lane, open_visit: elsewhere }, presented, token }: NoStayHereProps) {
  return (
    <>
      {elsewhere ? <StayElsewhere site={site.name} visit={elsewhere} /> : <Notice>{scanTexts.outside}</Notice>}
      {lane && <OpenExit presented={presented} token={token} />}
    </>
  );
}

function StayElsewhere({ site, visit }: { site: string; visit: VisitView }) {
  const { id, reservation_id: reservation } = visit;
  return (
    <>
      <Notice kind="error">{scanTexts.elsewhere(site, visit.site.name)}</Notice>
      <Link to="/visits/$id" params={{ id }} search={{ reservation }} className="button button-primary button-wide">
        {scanTexts.openStay}
      </Link>
    </>
  );
}
