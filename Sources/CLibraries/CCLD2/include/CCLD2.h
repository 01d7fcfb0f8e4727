// A plain C door to CLD2, Google's Compact Language Detector 2.
#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The most languages CLD2 tells of one text.
#define SLUICE_LANGUAGES 3

/// One language of a text.
typedef struct {
  /// CLD2's own code, as `en`, `zh-Hant` and the old `iw`; static.
  const char *code;
  /// Its share of the text's letters, 0 to 100.
  int32_t percent;
  /// Its score of 1,024 bytes.
  double score;
} sluice_language;

/// What a text is written in.
typedef struct {
  /// The languages, the largest share first.
  sluice_language languages[SLUICE_LANGUAGES];
  size_t count;
  /// Bytes of letters that were weighed.
  int32_t bytes;
  /// Whether the first language is surely it.
  int8_t is_reliable;
} sluice_languages;

/// Guesses the languages of a text, which must be valid UTF-8; none for 2 GiB and more, or without memory.
sluice_languages sluice_languages_guess(const char *text, size_t count);

/// CLD2's version and the day of its data; static.
const char *sluice_languages_version(void);

#ifdef __cplusplus
}
#endif
