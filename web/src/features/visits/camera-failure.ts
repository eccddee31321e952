/** The browser may not use the camera, or the camera or the decoder does not work. */
export type CameraFailure = "denied" | "failed";

export function cameraFailure(error: unknown): CameraFailure {
  return error instanceof DOMException && error.name === "NotAllowedError" ? "denied" : "failed";
}
