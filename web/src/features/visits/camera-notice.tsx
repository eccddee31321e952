import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { texts } from "@/texts/app";
import { scanTexts } from "@/texts/visits";
import type { CameraFailure } from "./camera-failure";

interface CameraNoticeProps {
  failure: CameraFailure;
  onRetry: () => void;
}

/** In place of the picture of a camera. */
export function CameraNotice({ failure, onRetry }: CameraNoticeProps) {
  return (
    <>
      <Notice kind="error">{failure === "denied" ? scanTexts.noCamera : scanTexts.cameraFailed}</Notice>
      <Button kind="quiet" wide onPress={onRetry}>
        {texts.retry}
      </Button>
    </>
  );
}
