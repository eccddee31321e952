import "@/styles/visits.css";
import { Link, useLocation, useNavigate, useParams } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { errorMessage } from "@/api/problem";
import type { Presented } from "@/api/visit-types";
import { Button } from "@/components/ui/button";
import { ErrorBoundary } from "@/components/ui/error-boundary";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { CameraNotice } from "@/features/visits/camera-notice";
import { tokenOf } from "@/features/visits/code-address";
import { markScanned } from "@/features/visits/scanned-code";
import { WordsForm } from "@/features/visits/words-form";
import { tagMessage, tagPath } from "@/lib/tag-message";
import { scanTexts } from "@/texts/visits";
import { Page } from "../pages";
import { CodeEntry } from "./code-entry";
import { useEntryCard } from "./use-entry-card";

const Scanner = lazy(() => import("@/features/visits/scanner"));

/** Links with this fragment start the camera at once. */
const SCAN_HASH = "scan";

/** The scanner, and the words of a code. */
export function ScanPage() {
  const navigate = useNavigate();
  const startsAtOnce = useLocation({ select: ({ hash }) => hash === SCAN_HASH });
  const [isScanning, setScanning] = useState(startsAtOnce);
  const open = (address: string) => {
    const token = tokenOf(address);
    // The page of a tag reads its address when it is loaded.
    if (!token) return location.assign(address);
    markScanned(token);
    void navigate({ to: "/go/$token", params: { token } });
  };
  return (
    <Page title={scanTexts.title}>
      <h1>{scanTexts.title}</h1>
      <p>{scanTexts.text}</p>
      {isScanning ? (
        // Its code could not be loaded.
        <ErrorBoundary fallback={<CameraNotice failure="failed" onRetry={() => location.reload()} />}>
          <Suspense fallback={<Skeleton lines={4} tall />}>
            <Scanner onAddress={open} />
          </Suspense>
        </ErrorBoundary>
      ) : (
        <Button wide onPress={() => setScanning(true)}>
          {scanTexts.start}
        </Button>
      )}
      <WordsForm onWords={(words) => void navigate({ to: "/go/words/$words", params: { words } })} />
    </Page>
  );
}

/** The page of a printed or displayed code. */
export function CodePage() {
  const { token } = useParams({ from: "/go/$token" });
  return (
    <EntryPage>
      <CodeEntry key={token} presented={{ code: token }} returnTo={`/go/${token}`} />
    </EntryPage>
  );
}

/** Words that were typed instead of a code. */
export function WordsPage() {
  const { words } = useParams({ from: "/go/words/$words" });
  const presented: Presented = { words: words.replaceAll("-", " ") };
  return (
    <EntryPage>
      <CodeEntry key={words} presented={presented} returnTo={`/go/words/${words}`} />
    </EntryPage>
  );
}

/** The page of an NFC tag, whose address is another one at each reading. */
export function TagPage() {
  const [message] = useState(tagMessage);
  return (
    <EntryPage>
      {message ? (
        <CodeEntry presented={{ nfc: message }} returnTo={tagPath()} />
      ) : (
        <>
          <h1>{scanTexts.title}</h1>
          <Notice kind="error">{scanTexts.incomplete}</Notice>
        </>
      )}
    </EntryPage>
  );
}

/** A bank may lead back to these pages with a new card. */
function EntryPage({ children }: { children: ReactNode }) {
  const { isSaving, error } = useEntryCard();
  return (
    <Page title={scanTexts.title}>
      {error && <Notice kind="error">{errorMessage(error)}</Notice>}
      {isSaving ? <Skeleton lines={5} /> : children}
      <p className="links">
        <Link to="/go">{scanTexts.again}</Link>
      </p>
    </Page>
  );
}
