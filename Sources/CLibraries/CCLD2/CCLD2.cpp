// The one owner of CLD2. It keeps nothing between calls and may be called from any thread; no exception leaves this file.
#include "CCLD2.h"

// CLD2's header needs the first of these and does not include it.
#include <cstdio>

#include <climits>
#include <exception>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

sluice_languages sluice_languages_guess(const char *text, size_t count) {
  sluice_languages found{};
  if (count == 0 || count > INT_MAX) return found;
  try {
    const CLD2::CLDHints hints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
    CLD2::Language languages[SLUICE_LANGUAGES];
    int percents[SLUICE_LANGUAGES], bytes = 0;
    double scores[SLUICE_LANGUAGES];
    bool reliable = false;
    // The variant that checks for UTF-8 refuses control characters too, of which bad text layers are full.
    CLD2::ExtDetectLanguageSummary(text, int(count), true, &hints, 0, languages, percents, scores, nullptr, &bytes,
                                   &reliable);
    for (int i = 0; i < SLUICE_LANGUAGES; i++)
      if (languages[i] != CLD2::UNKNOWN_LANGUAGE && percents[i] > 0)
        found.languages[found.count++] = {CLD2::LanguageCode(languages[i]), percents[i], scores[i]};
    found.bytes = bytes;
    found.is_reliable = reliable;
  } catch (const std::exception &) {
    return {};
  }
  return found;
}

const char *sluice_languages_version(void) { return CLD2::DetectLanguageVersion(); }
