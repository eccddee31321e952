import { useEffect, useEffectEvent, useRef, useState } from "react";
import { Notice } from "@/components/ui/notice";
import { scanTexts } from "@/texts/visits";
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
  onForeign: () => void;
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
    if (texts.length) onForeign();
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/** The camera, which accepts only codes of this site. */
export default function Scanner({ onAddress }: ScannerProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [isUnavailable, setUnavailable] = useState(false);
  const [isForeign, setForeign] = useState(false);
  const accept = useEffectEvent(onAddress);
  useEffect(() => {
    let isGone = false;
    let stream: MediaStream | undefined;
    const stop = () => stream?.getTracks().forEach((track) => track.stop());
    const start = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      // The driver may have left the page while the browser asked.
      if (isGone || !video.current) return stop();
      await scan(video.current, stream, {
        onOwn: (address) => accept(address),
        onForeign: () => setForeign(true),
        isGone: () => isGone,
      });
    };
    start().catch(() => {
      if (!isGone) setUnavailable(true);
    });
    return () => {
      isGone = true;
      stop();
    };
  }, []);
  return (
    <div className="stack">
      {isUnavailable ? (
        <Notice kind="error">{scanTexts.noCamera}</Notice>
      ) : (
        <video className="scanner" ref={video} aria-label={scanTexts.camera} muted playsInline />
      )}
      {isForeign && <Notice kind="error">{scanTexts.foreign}</Notice>}
    </div>
  );
}
