import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url";

/** Finds codes in a picture. */
export interface CodeDetector {
  detect: (picture: HTMLVideoElement) => Promise<{ rawValue: string }[]>;
}

interface NativeDetector {
  new (options: { formats: string[] }): CodeDetector;
  getSupportedFormats: () => Promise<string[]>;
}

const FORMAT = "qr_code";

async function nativeDetector(): Promise<CodeDetector | undefined> {
  const Native = (globalThis as { BarcodeDetector?: NativeDetector }).BarcodeDetector;
  const formats = await Native?.getSupportedFormats();
  return Native && formats?.includes(FORMAT) ? new Native({ formats: [FORMAT] }) : undefined;
}

/** That of the browser, or else a decoder in WebAssembly. */
export async function createDetector(): Promise<CodeDetector> {
  const native = await nativeDetector();
  if (native) return native;
  const { BarcodeDetector, prepareZXingModule } = await import("barcode-detector/ponyfill");
  // By default the library loads this file from a public server.
  const locateFile = (path: string, folder: string) => (path.endsWith(".wasm") ? wasmUrl : folder + path);
  prepareZXingModule({ overrides: { locateFile } });
  return new BarcodeDetector({ formats: [FORMAT] });
}
