import { lazy, type ReactNode, Suspense } from "react";
import { Button as AriaButton } from "react-aria-components";
import { Dialog } from "@/components/ui/dialog";
import { FilterIcon } from "@/components/ui/icons";
import { Skeleton } from "@/components/ui/skeleton";
import { formatDuration, formatShortDateTime } from "@/lib/time";
import { useNow } from "@/lib/use-now";
import { texts } from "@/texts/app";
import { vehicleTexts } from "@/texts/identity";
import { searchTexts } from "@/texts/reservations";
import { chipTexts } from "@/texts/where-to";
import { type Criteria, DEFAULT_VEHICLE_CLASS, filterCount } from "./criteria";

export type SearchFormName = keyof typeof chipTexts.choose;

/** A chunk that loads after the map, or when a form opens before. */
export const importSearchForm = () => import("./search-form");
const SearchForm = lazy(async () => ({ default: (await importSearchForm()).SearchForm }));

interface SearchChipsProps {
  criteria: Criteria;
  /** Undefined until the city is known. */
  zone: string | undefined;
  currency: string;
  openForm: SearchFormName | undefined;
  onOpenForm: (form: SearchFormName | undefined) => void;
  onChange: (change: Partial<Criteria>) => void;
  /** More chips. */
  children?: ReactNode;
}

/** The criteria, each with its own form. */
export function SearchChips(props: SearchChipsProps) {
  const { criteria, zone, currency, openForm, onOpenForm, onChange, children } = props;
  const now = useNow(30);
  const { from, seconds, vehicleClass } = criteria;
  const later = (at: number) => (zone ? formatShortDateTime(at, zone, now) : searchTexts.later);
  const count = filterCount(criteria);
  const isUsualVehicle = vehicleClass === DEFAULT_VEHICLE_CLASS;
  const change = (wanted: Partial<Criteria>) => {
    onOpenForm(undefined);
    onChange(wanted);
  };
  const chip = (form: SearchFormName, content: ReactNode, isChanged: boolean) => (
    <AriaButton className={`search-chip${isChanged ? " is-changed" : ""}`} onPress={() => onOpenForm(form)}>
      {content}
    </AriaButton>
  );
  return (
    <div className="search-chips" role="group" aria-label={chipTexts.label}>
      {chip("time", <Named name={chipTexts.time}>{from ? later(from) : searchTexts.now}</Named>, from !== undefined)}
      {chip("duration", <Named name={chipTexts.duration}>{formatDuration(seconds)}</Named>, false)}
      {chip(
        "filters",
        <>
          <FilterIcon />
          {searchTexts.filters}
          {count > 0 && <span className="badge">{count}</span>}
        </>,
        count > 0,
      )}
      {chip(
        "vehicle",
        isUsualVehicle ? (
          chipTexts.vehicle
        ) : (
          <Named name={chipTexts.vehicle}>{vehicleTexts.classes[vehicleClass] ?? vehicleClass}</Named>
        ),
        !isUsualVehicle,
      )}
      {children}
      <Dialog
        title={openForm ? chipTexts.choose[openForm] : ""}
        isOpen={openForm !== undefined}
        onClose={() => onOpenForm(undefined)}
      >
        <Suspense fallback={<Skeleton lines={4} />}>
          {openForm && (
            <SearchForm form={openForm} criteria={criteria} zone={zone} currency={currency} onDone={change} />
          )}
        </Suspense>
      </Dialog>
    </div>
  );
}

/** The chip shows its value; its name is said before. */
function Named({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <span className="visually-hidden">{texts.named(name)} </span>
      {children}
    </>
  );
}
