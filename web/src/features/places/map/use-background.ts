import type { StyleSpecification } from "maplibre-gl";
import { useEffect, useMemo, useRef, useState } from "react";
import { Background, type SourceProgress } from "./background";
import { loadStyle, plainStyle } from "./style";

/** Our own ground until the configured style has loaded, and if it or its tiles do not load in a few seconds. */
export function useBackground(url: string | null, attribution: string | null, isDark: boolean) {
  // A style belongs to one address and theme: after a change the ground of the new theme is shown first.
  const key = `${isDark} ${url}`;
  const [loaded, setLoaded] = useState<{ key: string; style: StyleSpecification }>();
  const background = useRef<Background>(undefined);
  useEffect(() => {
    if (!url) return;
    const current = new Background({
      load: (signal) => loadStyle(url, attribution, isDark, signal),
      show: (style) => setLoaded(style && { key, style }),
      isHidden: () => document.hidden,
    });
    background.current = current;
    return () => {
      current.stop();
      background.current = undefined;
    };
  }, [url, attribution, isDark, key]);
  const plain = useMemo(() => plainStyle(isDark), [isDark]);
  return {
    style: loaded?.key === key ? loaded.style : plain,
    handleProgress: (progress: SourceProgress) => background.current?.handleProgress(progress),
  };
}
