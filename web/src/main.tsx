import "./styles/tokens.css";
import "./styles/type.css";
import "./styles/base.css";
import "./styles/buttons.css";
import "./styles/fields.css";
import "./styles/choices.css";
import "./styles/dialogs.css";
import "./styles/notices.css";
import "./styles/facts.css";
import "./styles/map.css";
import "./styles/top-bars.css";
import "./styles/where-to.css";
import "./styles/markers.css";
import "./styles/spot-list.css";
import "./styles/prices.css";
import "./styles/refusals.css";
import "./styles/pages.css";
import "./styles/stays.css";
import "./styles/sites.css";
import "./styles/languages.css";
import "./styles/responsive.css";
import { applyLanguage, chooseLanguage } from "./lib/language";
import { applyTheme } from "./lib/theme";
import { loadTexts } from "./locales/load";

applyTheme();
const language = chooseLanguage(navigator.languages);
applyLanguage(language);

// Side by side: the app's modules do not read texts before it is rendered.
void Promise.all([import("./app/start"), loadTexts(language)]).then(([{ start }]) => start());
