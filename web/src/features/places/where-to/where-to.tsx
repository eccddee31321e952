import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ChangeEvent, type KeyboardEvent, useId, useRef, useState } from "react";
import type { Places } from "@/api/types";
import { IconButton } from "@/components/ui/button";
import { CloseIcon, SearchIcon } from "@/components/ui/icons";
import type { Position } from "@/lib/geo";
import { useDebounced } from "@/lib/use-debounced";
import { useVisibleHeight } from "@/lib/use-visible-height";
import { texts } from "@/texts/app";
import { whereTexts } from "@/texts/where-to";
import type { FavoritePlace } from "./favorites";
import type { KnownPlace } from "./known-place";
import { MAX_TEXT, placesQuery } from "./places-requests";
import { storedRecent, storeRecent, withRecent } from "./recent";
import { optionId, SuggestionList } from "./suggestion-list";
import { allSuggestions, exampleFor, firstPlace, stepFrom, type Suggestion, suggestionGroups } from "./suggestions";

interface WhereToProps {
  destination: { name: string } | undefined;
  /** Nearer places come first. */
  near: Position | undefined;
  favorites: FavoritePlace[];
  /** A crossing of the city, as an example; undefined if none is known. */
  crossing: string | undefined;
  onChoose: (place: KnownPlace) => void;
  onNearMe: () => void;
  onClear: () => void;
}

/** Time after the last key. */
const DELAY_MS = 150;
const NO_PLACES: Places = { places: [], addresses: "off" };

/** The results for a text; `isCurrent` while they belong to it. */
function usePlaces(text: string, near: Position | undefined) {
  const settled = useDebounced(text, DELAY_MS);
  const { data, isPlaceholderData, isFetching, isError } = useQuery(placesQuery(settled, near));
  const isCurrent = text === settled && !isPlaceholderData && !isFetching;
  return { found: text === "" ? undefined : data, isCurrent, hasFailed: text !== "" && isCurrent && isError };
}

/**
 * The search for a destination: a combobox of the pattern "list autocomplete with manual selection". Enter without a
 * choice takes the first place. Unlike the ready-made combobox, it does not hide the rest of the page, where links and
 * buttons can still be reached with the Tab key.
 */
export function WhereTo({ destination, near, favorites, crossing, onChoose, onNearMe, onClear }: WhereToProps) {
  const client = useQueryClient();
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  /** Undefined while the box shows the destination. */
  const [typed, setTyped] = useState<string>();
  const [isOpen, setOpen] = useState(false);
  const [activeKey, setActiveKey] = useState<string>();
  const [recent, setRecent] = useState(storedRecent);
  const height = useVisibleHeight();
  const text = (typed ?? "").trim();
  const { found, isCurrent, hasFailed } = usePlaces(text, near);
  const groups = suggestionGroups(text, { favorites, recent }, hasFailed ? NO_PLACES : found);
  const all = allSuggestions(groups);
  const active = all.find(({ key }) => key === activeKey);

  const keepRecent = (places: KnownPlace[]) => {
    storeRecent(places);
    setRecent(places);
  };
  const open = () => {
    setOpen(true);
    setActiveKey(undefined);
  };
  const choose = (suggestion: Suggestion) => {
    setActiveKey(undefined);
    setTyped(undefined);
    if (suggestion.action === "clear-recent") return keepRecent([]);
    setOpen(false);
    // Also hides a keyboard on the screen.
    input.current?.blur();
    if (suggestion.action !== "go") return onNearMe();
    if (suggestion.icon !== "favorite") keepRecent(withRecent(recent, suggestion.place));
    onChoose(suggestion.place);
  };
  const clear = () => {
    setTyped(undefined);
    if (destination) onClear();
    input.current?.focus();
  };
  const submit = async () => {
    if (active) return choose(active);
    if (text === "") return typed === "" ? clear() : undefined;
    const answer = await client.fetchQuery(placesQuery(text, near)).catch(() => undefined);
    // The driver may have typed on, or left the box.
    if (input.current?.value.trim() !== text || document.activeElement !== input.current) return;
    const first = firstPlace(suggestionGroups(text, { favorites, recent }, answer));
    if (first) choose(first);
    else setOpen(true);
  };
  const step = (by: 1 | -1) => {
    const next = isOpen ? stepFrom(all, activeKey, by) : undefined;
    setOpen(true);
    setActiveKey(next?.key);
    // A listbox whose items have no focus does not scroll by itself.
    if (next) document.getElementById(optionId(listId, next.key))?.scrollIntoView({ block: "nearest" });
  };
  const handleKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const actions: Record<string, () => void> = {
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      Enter: () => void submit(),
      Escape: () => (isOpen ? setOpen(false) : setTyped(undefined)),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  };
  const handleChange = ({ target }: ChangeEvent<HTMLInputElement>) => {
    setTyped(target.value);
    open();
  };
  const handleBlur = () => {
    setOpen(false);
    if (destination) setTyped(undefined);
  };

  const hasResult = text === "" || firstPlace(groups) !== undefined;
  const value = typed ?? destination?.name ?? "";
  return (
    <search className="where-to" aria-label={whereTexts.search}>
      <div className="where-to-box">
        <SearchIcon />
        <input
          ref={input}
          type="text"
          role="combobox"
          aria-label={whereTexts.label}
          aria-expanded={isOpen}
          aria-controls={isOpen ? listId : undefined}
          aria-autocomplete="list"
          aria-activedescendant={isOpen && active ? optionId(listId, active.key) : undefined}
          placeholder={whereTexts.label}
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="search"
          maxLength={MAX_TEXT}
          value={value}
          onChange={handleChange}
          onFocus={({ target }) => {
            open();
            target.select();
          }}
          onClick={() => setOpen(true)}
          onKeyDown={handleKey}
          onBlur={handleBlur}
        />
        {value && (
          <IconButton label={whereTexts.clear} onPress={clear}>
            <CloseIcon />
          </IconButton>
        )}
      </div>
      {isOpen && (
        <div
          className="where-to-panel"
          style={{ "--visible": `${height}px` }}
          // The input keeps the focus, so that a tap does not close the panel first.
          onMouseDown={(event) => event.preventDefault()}
        >
          <PanelStatus
            text={isCurrent && !hasResult ? text : ""}
            crossing={crossing}
            addresses={text === "" ? undefined : found?.addresses}
            hasFailed={hasFailed}
            isLoading={!isCurrent && all.length === 0}
          />
          <SuggestionList id={listId} groups={groups} activeKey={active?.key} onChoose={choose} />
        </div>
      )}
      <span className="visually-hidden" role="status">
        {isOpen && text !== "" && isCurrent ? whereTexts.count(all.length) : ""}
      </span>
    </search>
  );
}

interface PanelStatusProps {
  /** Of a search without a result. */
  text: string;
  crossing: string | undefined;
  addresses: Places["addresses"] | undefined;
  hasFailed: boolean;
  /** There is nothing to show yet. */
  isLoading: boolean;
}

function PanelStatus({ text, crossing, addresses, hasFailed, isLoading }: PanelStatusProps) {
  return (
    <div role="status" className="where-to-status">
      {isLoading && <p>{texts.loading}</p>}
      {hasFailed && <p>{whereTexts.failed}</p>}
      {text && !hasFailed && (
        <p>
          <strong>{whereTexts.nothing(text)}</strong> {whereTexts.nothingHint(exampleFor(text, crossing))}
        </p>
      )}
      {addresses === "unavailable" && <p>{whereTexts.streetsOnly}</p>}
    </div>
  );
}
