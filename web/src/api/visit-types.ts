import type { components } from "./schema";

/** Garages and lots, visits, and the equipment of sites. */
type Schemas = components["schemas"];

export type SiteListItem = Schemas["SiteListItem"];
export type SiteDetails = Schemas["SiteDetails"];
export type LevelCountView = Schemas["LevelCountView"];
export type NearbySite = Schemas["NearbySite"];
export type LiveSite = Schemas["LiveSiteView"];
export type BarrierView = Schemas["BarrierView"];
export type Pass = Schemas["PassView"];

export type SiteRulesView = Schemas["SiteRulesView"];
export type SiteCountsView = Schemas["SiteCountsView"];
export type AdminLevelCountView = Schemas["AdminLevelCountView"];
export type AdminVisitView = Schemas["AdminVisitView"];
export type VisitFile = Schemas["VisitFile"];
export type CommandView = Schemas["CommandView"];
export type IncidentView = Schemas["IncidentView"];
export type DeviceView = Schemas["DeviceView"];
export type DeviceWithKey = Schemas["DeviceWithKey"];
export type CameraWithUrl = Schemas["CameraWithUrl"];
export type EntryCodeView = Schemas["EntryCodeView"];
export type EnrolledTagView = Schemas["EnrolledTagView"];
export type PlateReads = Schemas["PlateReads"];
export type PlateReadView = Schemas["PlateReadView"];

/** A code as the driver presents it: one of the members. */
export type Presented = { code: string } | { words: string } | { nfc: Schemas["TagMessage"] };

/** An arrival, beside the presented code. */
export type Arrival = Omit<Schemas["CreateVisit"], "code" | "words" | "nfc">;

export type VisitView = Schemas["VisitView"];
export type CodeView = Schemas["CodeView"];
export type OpenedExit = Schemas["OpenedExitView"];
export type LaneView = Schemas["LaneView"];
export type EquipmentView = Schemas["EquipmentView"];
