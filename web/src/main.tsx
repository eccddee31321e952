import "./styles/tokens.css";
import "./styles/type.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/map.css";
import "./styles/where-to.css";
import "./styles/spots.css";
import "./styles/pages.css";
import "./styles/stays.css";
import "./styles/languages.css";
import { applyLanguage, chooseLanguage } from "./lib/language";
import { applyTheme } from "./lib/theme";
import { loadTexts } from "./locales/load";

applyTheme();
const language = chooseLanguage(navigator.languages);
applyLanguage(language);

// Side by side: the app's modules do not read texts before it is rendered.
void Promise.all([import("./app/start"), loadTexts(language)]).then(([{ start }]) => start());
