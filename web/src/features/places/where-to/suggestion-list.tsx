import type { ReactNode } from "react";
import {
  BlockIcon,
  CarParkIcon,
  ClockIcon,
  CloseIcon,
  CrossingIcon,
  LandmarkIcon,
  LocateIcon,
  MapIcon,
  PinIcon,
  StarIcon,
  StreetIcon,
} from "@/components/ui/icons";
import { whereTexts } from "@/texts/where-to";
import type { Suggestion, SuggestionGroup, SuggestionIcon } from "./suggestions";

const ICONS: Record<SuggestionIcon, () => ReactNode> = {
  favorite: () => <StarIcon isFull />,
  recent: ClockIcon,
  city: MapIcon,
  street: StreetIcon,
  crossing: CrossingIcon,
  site: CarParkIcon,
  block_face: BlockIcon,
  spot: CarParkIcon,
  address: PinIcon,
  landmark: LandmarkIcon,
};

interface SuggestionListProps {
  id: string;
  groups: SuggestionGroup[];
  activeKey: string | undefined;
  onChoose: (suggestion: Suggestion) => void;
}

export const optionId = (listId: string, key: string) => `${listId}-${key}`;

/** The options of the box; the focus stays in its input. */
export function SuggestionList({ id, groups, activeKey, onChoose }: SuggestionListProps) {
  return (
    <div role="listbox" id={id} aria-label={whereTexts.suggestions} className="suggestions">
      {groups.map(({ key, title, suggestions }) => (
        <div key={key} role="group" aria-label={title ?? whereTexts.suggestions} className="suggestion-group">
          {title && (
            <div className="suggestion-title" aria-hidden>
              {title}
            </div>
          )}
          {suggestions.map((each) => (
            <div
              key={each.key}
              id={optionId(id, each.key)}
              role="option"
              aria-selected={each.key === activeKey}
              className="suggestion"
              onClick={() => onChoose(each)}
            >
              <SuggestionContent suggestion={each} />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

function SuggestionContent({ suggestion }: { suggestion: Suggestion }) {
  if (suggestion.action !== "go") {
    const isNearMe = suggestion.action === "near-me";
    return (
      <>
        {isNearMe ? <LocateIcon /> : <CloseIcon />}
        <Words
          name={isNearMe ? whereTexts.nearMe : whereTexts.clearRecent}
          detail={isNearMe ? whereTexts.nearMeDetail : null}
        />
      </>
    );
  }
  const { icon, place } = suggestion;
  const IconOf = ICONS[icon];
  return (
    <>
      <IconOf />
      <Words name={place.name} detail={place.detail} kind={whereTexts.kinds[icon]} />
    </>
  );
}

interface WordsProps {
  name: string;
  detail?: string | null;
  /** Said, because the icon only shows it. */
  kind?: string | undefined;
}

function Words({ name, detail, kind }: WordsProps) {
  return (
    <span className="suggestion-words">
      <span>{name}</span>
      {kind && <span className="visually-hidden">, {kind}</span>}
      {detail && <small>{detail}</small>}
    </span>
  );
}
