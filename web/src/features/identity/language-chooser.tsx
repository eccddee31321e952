import { saveAccountLanguage } from "@/api/account";
import { errorMessage } from "@/api/problem";
import { hasSession } from "@/api/session";
import { Notice } from "@/components/ui/notice";
import { changeLanguage, currentLanguage, type Language, languageNames, LANGUAGES } from "@/lib/language";
import { useMutation } from "@/lib/use-mutation";
import { languageTexts } from "@/texts/app";

async function choose(language: Language): Promise<void> {
  // The account's language would replace the choice.
  if (hasSession()) await saveAccountLanguage(language);
  changeLanguage(language);
}

/** Loads the page again in the chosen language. */
export function LanguageChooser() {
  const change = useMutation({ mutationFn: choose });
  return (
    <div>
      <ul className="languages" aria-label={languageTexts.label}>
        {LANGUAGES.map((language) => (
          <li key={language}>
            <button
              type="button"
              className="language-choice"
              lang={language}
              aria-current={language === currentLanguage() ? "true" : undefined}
              onClick={() => {
                if (!change.isPending) change.mutate(language);
              }}
            >
              {languageNames[language]}
            </button>
          </li>
        ))}
      </ul>
      {change.error && <Notice kind="error">{errorMessage(change.error)}</Notice>}
    </div>
  );
}
