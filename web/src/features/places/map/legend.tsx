import { mapTexts, siteTexts } from "@/texts/places";
import { DARK, drawIcon, LIGHT, type Palette, PIXEL_RATIO } from "./icons";

/** Names of icons with their meaning. */
function entries() {
  const { legend } = mapTexts;
  return [
    [`pill:4 · ${legend.samplePrice}`, legend.group],
    [`site:12 · ${legend.samplePrice}`, legend.site],
    [`site-few:2 · ${legend.samplePrice}`, legend.siteFew],
    [`site-full:${siteTexts.full}`, legend.siteFull],
    ["number:120", legend.area],
    [`price:${legend.samplePrice}`, legend.price],
    ["free", legend.free],
    ["mine", legend.mine],
    ["held", legend.held],
    ["taken", legend.taken],
    ["closed", legend.closed],
  ] as const;
}

/** An icon as the map draws it. */
function LegendIcon({ name, palette }: { name: string; palette: Palette }) {
  const draw = (canvas: HTMLCanvasElement | null) => {
    const image = canvas && drawIcon(name, palette);
    if (!image) return;
    canvas.width = image.width;
    canvas.height = image.height;
    canvas.style.width = `${image.width / PIXEL_RATIO}px`;
    canvas.getContext("2d")?.putImageData(image, 0, 0);
  };
  return <canvas ref={draw} />;
}

/** The meaning of the icons on the map. */
export default function Legend({ isDark }: { isDark: boolean }) {
  const palette = isDark ? DARK : LIGHT;
  return (
    <ul className="map-key">
      {entries().map(([name, meaning]) => (
        <li key={name}>
          <span className="map-key-icon" aria-hidden>
            <LegendIcon name={name} palette={palette} />
          </span>
          {meaning}
        </li>
      ))}
      <li>
        <span className="map-key-icon" aria-hidden>
          <span className="marker-me" />
        </span>
        {mapTexts.yourPosition}
      </li>
    </ul>
  );
}
