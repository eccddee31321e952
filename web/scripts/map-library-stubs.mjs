// Modules of the map library that the app does without, and what the build has in their place. `src/features/places/map/supported-style.ts` removes what
// needs them from a configured style (docs/decisions/062-map-library-from-its-sources.md).

/** Functions that do nothing. */
const nothing = (...names) => names.map((name) => `export function ${name}() {}`).join("\n");

/** A class that is named but never used. */
const missing = (name) =>
  `export class ${name} { constructor() { throw new Error("The map is built without ${name}."); } }`;

/** A kind of layers that no style has. */
const noLayer = (name) => `${missing(`${name}StyleLayer`)}\nexport const is${name}StyleLayer = () => false;`;

/** Programs for the graphics card. */
const noShaders = (...names) =>
  Object.fromEntries(names.map((name) => [`shaders/glsl/${name}.glsl.g.ts`, 'export default "";']));

/** The flat map, whatever projection a style asks for. */
const MERCATOR = `import { MercatorProjection } from "./mercator_projection.ts";
import { createMercatorTransform } from "./mercator_transform.ts";
import { MercatorCameraHelper } from "./mercator_camera_helper.ts";
export function createProjectionFromName(name, constrainOverride) {
  return {
    projection: new MercatorProjection(),
    transform: createMercatorTransform({ constrainOverride }),
    cameraHelper: new MercatorCameraHelper(),
  };
}`;

const NO_RTL_PLUGIN = `const plugin = { on() {}, off() {}, lazyLoad() {} };
export const rtlMainThreadPluginFactory = () => plugin;`;

/** By path in the library's sources. */
export const STUBS = {
  // A city is flat enough: no globe.
  "geo/projection/projection_factory.ts": MERCATOR,
  ...noShaders("_projection_globe.vertex", "_projection_globe.fragment"),

  // No heights: neither terrain nor shaded hills, nor tiles with heights.
  "render/terrain.ts": missing("Terrain"),
  "webgl/render_to_texture.ts": missing("RenderToTexture"),
  "webgl/draw/draw_terrain.ts": nothing("drawDepth", "drawTerrainHeightMap", "drawTerrain"),
  "source/raster_dem_tile_source.ts": missing("RasterDEMTileSource"),
  "source/raster_dem_tile_worker_source.ts": "export class RasterDEMTileWorkerSource {}",
  "tile/tile_manager_raster_dem.ts": nothing("backfillDEM"),
  "style/style_layer/hillshade_style_layer.ts": noLayer("Hillshade"),
  "style/style_layer/color_relief_style_layer.ts": noLayer("ColorRelief"),
  "webgl/draw/draw_hillshade.ts": nothing("drawHillshade"),
  "webgl/draw/draw_color_relief.ts": nothing("drawColorRelief"),
  "webgl/program/hillshade_program.ts": nothing("hillshadeUniforms", "hillshadePrepareUniforms"),
  "webgl/program/color_relief_program.ts": nothing("colorReliefUniforms"),
  ...noShaders("hillshade.vertex", "hillshade.fragment", "hillshade_prepare.vertex", "hillshade_prepare.fragment"),
  ...noShaders("color_relief.vertex", "color_relief.fragment", "terrain.vertex", "terrain.fragment"),
  ...noShaders("terrain_depth.vertex", "terrain_depth.fragment", "terrain_height.vertex", "terrain_height.fragment"),

  // The map is seen from above: no sky.
  "webgl/draw/draw_sky.ts": nothing("drawSky", "drawAtmosphere"),
  "webgl/program/sky_program.ts": nothing("skyUniforms"),
  "webgl/program/atmosphere_program.ts": nothing("atmosphereUniforms"),
  ...noShaders("sky.vertex", "sky.fragment", "atmosphere.vertex", "atmosphere.fragment"),

  // Pictures and films on the map.
  "source/image_source.ts": missing("ImageSource"),
  "source/video_source.ts": missing("VideoSource"),
  "source/canvas_source.ts": missing("CanvasSource"),

  // Layers made of code.
  "style/style_layer/custom_style_layer.ts": `${noLayer("Custom")}\n${nothing("validateCustomStyleLayer")}`,
  "webgl/draw/draw_custom.ts": nothing("drawCustom"),

  // Drawings for developers of the library.
  "webgl/draw/draw_debug.ts": nothing("drawDebug", "drawDebugPadding", "selectDebugSource"),
  "webgl/draw/draw_collision_debug.ts": nothing("drawCollisionDebug"),
  "webgl/program/debug_program.ts": nothing("debugUniforms"),
  ...noShaders("debug.vertex", "debug.fragment", "collision_box.vertex", "collision_box.fragment"),
  ...noShaders("collision_circle.vertex", "collision_circle.fragment"),

  // The library itself writes Arabic and Hebrew since version 6.
  "source/rtl_text_plugin_main_thread.ts": NO_RTL_PLUGIN,
  "source/rtl_text_plugin_worker.ts": "export const rtlWorkerPlugin = { isParsed: () => false };",

  // A tenth of the worker: tiles in MapLibre's own format, which neither OpenFreeMap nor PMTiles delivers.
  "source/vector_tile_mlt.ts": missing("MLTVectorTile"),

  // Our own routes are the address of the page.
  "ui/hash.ts": missing("Hash"),
  "ui/control/logo_control.ts": missing("LogoControl"),
};

/** An expression that makes a style invalid. */
const noExpression = (name) =>
  `export class ${name} { static parse(args, context) { return context.error("Not supported: ${name}."); } }`;

/** By path in the built modules of the specification of styles. */
export const SPECIFICATION_STUBS = {
  // They compare features with shapes that are part of the style.
  "expression/definitions/distance.mjs": noExpression("Distance"),
  "expression/definitions/within.mjs": noExpression("Within"),
};
