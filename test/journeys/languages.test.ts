import { addPseudoLocale, pseudoLocale } from '../support/languageTexts.ts';
import { languageSteps } from './languageSteps.ts';
import { useSession } from './support/useSession.ts';

// German has the pages with all there can be on them besides: pagesCrowded.
for (const language of ['zh-tw', pseudoLocale]) {
  describe(`Keyrail in ${language}`, () => {
    const journey = useSession({
      name: `language ${language}`,
      language,
      ...(language === pseudoLocale ? { beside: addPseudoLocale } : {}),
    });
    languageSteps(journey, language);
  });
}
