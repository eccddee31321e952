import { useEffect, useEffectEvent, useRef, useState } from "react";
import { Notice } from "@/components/ui/notice";
import { scanTexts } from "@/texts/visits";
import { type CameraFailure, cameraFailure } from "./camera-failure";
import { CameraNotice } from "./camera-notice";
import { codeAddress } from "./code-address";
import { createDetector } from "./detector";

/** Pause between two pictures, in milliseconds. */
const PAUSE_MS = 150;

interface ScannerProps {
  /** Receives path and query of a code of ours. */
  onAddress: (address: string) => void;
}

interface Found {
  onOwn: (address: string) => void;
  onForeign: (text: string) => void;
  isGone: () => boolean;
}

/** Looks for codes in the pictures of a camera until one of ours is found. */
async function scan(video: HTMLVideoElement, stream: MediaStream, { onOwn, onForeign, isGone }: Found): Promise<void> {
  video.srcObject = stream;
  await video.play();
  const detector = await createDetector();
  while (!isGone()) {
    const texts = (await detector.detect(video)).map(({ rawValue }) => rawValue);
    const address = texts.map((text) => codeAddress(text, location.origin)).find((each) => each !== undefined);
    if (isGone()) return;
    if (address !== undefined) return onOwn(address);
    const [foreign] = texts;
    if (foreign !== undefined) onForeign(foreign);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/** The camera, which accepts only codes of this site. After a failure it is off until the driver tries again. */
export default function Scanner({ onAddress }: ScannerProps) {
  const [attempt, setAttempt] = useState(0);
  return <Camera key={attempt} onAddress={onAddress} onRetry={() => setAttempt(attempt + 1)} />;
}

function Camera({ onAddress, onRetry }: ScannerProps & { onRetry: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const [failure, setFailure] = useState<CameraFailure>();
  const [foreign, setForeign] = useState<string>();
  const accept = useEffectEvent(onAddress);
  useEffect(() => {
    let isGone = false;
    let stream: MediaStream | undefined;
    const stop = () => {
      isGone = true;
      stream?.getTracks().forEach((track) => track.stop());
    };
    const fail = (error: unknown) => {
      if (isGone) return;
      stop();
      setFailure(cameraFailure(error));
    };
    const start = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      // The driver may have left the page while the browser asked.
      if (isGone || !video.current) return stop();
      // A call or another app may take the camera.
      stream.getVideoTracks().forEach((track) => track.addEventListener("ended", fail));
      await scan(video.current, stream, {
        onOwn: (address) => {
          setForeign(undefined);
          accept(address);
        },
        onForeign: setForeign,
        isGone: () => isGone,
      });
    };
    start().catch(fail);
    return stop;
  }, []);
  return (
    <div className="stack">
      {failure ? (
        <CameraNotice failure={failure} onRetry={onRetry} />
      ) : (
        <video className="scanner" ref={video} aria-label={scanTexts.camera} muted playsInline />
      )}
      {foreign !== undefined && (
        // Another foreign code is announced again.
        <Notice key={foreign} kind="error">
          {scanTexts.foreign}
        </Notice>
      )}
    </div>
  );
}
