import { type ReactNode, useState } from "react";
import type { LaneView } from "@/api/visit-types";
import { EditForm } from "@/components/console/edit-form";
import { optionsOf, SelectField } from "@/components/console/select-field";
import { LabelledCheckbox } from "@/components/ui/chips";
import { codeTexts } from "@/console-texts/equipment";
import { lanesOf } from "./code-lanes";
import { type CodeBody, issueCode } from "./code-requests";

/** Chooses a spot of the site. */
export type SpotPicker = (props: {
  value: string;
  onChange: (id: string) => void;
  error: string | undefined;
}) => ReactNode;

interface CodeFormProps {
  siteId: string;
  lanes: LaneView[];
  spotPicker: SpotPicker;
  onDone: () => void;
  onCancel: () => void;
}

export function CodeForm({ siteId, lanes, spotPicker, onDone, onCancel }: CodeFormProps) {
  const [kind, setKind] = useState("entrance");
  const [chosenLane, setLane] = useState<string>();
  const [spot, setSpot] = useState("");
  const [isRotating, setRotating] = useState(false);
  const fitting = lanesOf(lanes, kind);
  const lane = chosenLane ?? fitting[0]?.id ?? "";
  const submit = () => {
    const body: CodeBody =
      kind === "spot"
        ? { kind, ...(spot && { spot_id: spot }) }
        : { kind, ...(lane && { lane_id: lane }), is_rotating: isRotating };
    return issueCode(siteId, body);
  };
  return (
    <EditForm button={codeTexts.issue} submit={submit} onDone={onDone} onCancel={onCancel}>
      {(errors) => (
        <>
          <SelectField
            label={codeTexts.kind}
            value={kind}
            onChange={(value) => {
              setKind(value);
              setLane(undefined);
            }}
            options={optionsOf(codeTexts.kinds)}
            error={errors.kind}
          />
          {kind === "spot" ? (
            spotPicker({ value: spot, onChange: setSpot, error: errors.spot_id })
          ) : (
            <>
              <SelectField
                label={codeTexts.lane}
                value={lane}
                onChange={setLane}
                options={[
                  ...fitting.map(({ id, name }) => ({ value: id, label: name })),
                  { value: "", label: codeTexts.noLane },
                ]}
                error={errors.lane_id}
              />
              <LabelledCheckbox label={codeTexts.rotating} isSelected={isRotating} onChange={setRotating} />
            </>
          )}
        </>
      )}
    </EditForm>
  );
}
