import { siteTexts } from "@/texts/places";

interface SiteStateProps {
  state: string;
  free: number;
}

/** The number of free spots. A mark of another shape, and the words, tell the state as well as the colour. */
export function SiteState({ state, free }: SiteStateProps) {
  return <span className={`site-state is-${state}`}>{siteTexts.state(state, free)}</span>;
}
