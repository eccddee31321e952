import type { LevelCountView } from "@/api/visit-types";
import { sitePageTexts } from "@/texts/visits";
import { SiteState } from "./site-state";

/** Free spots by level. A site with one area has nothing to choose. */
export function SiteLevels({ levels }: { levels: LevelCountView[] }) {
  if (levels.length < 2) return null;
  return (
    <section className="stack" aria-labelledby="levels">
      <h2 id="levels">{sitePageTexts.levels}</h2>
      <ul className="site-levels">
        {levels.map(({ zone_id, name, level, state, free }) => (
          <li key={zone_id}>
            <span>{level ? sitePageTexts.level(level) : name}</span>
            <SiteState state={state} free={free} />
          </li>
        ))}
      </ul>
    </section>
  );
}
