// A plain C door to Poppler's own text extraction (poppler-cpp): what poppler-glib answers about text is what a viewer's
// user selects with the mouse, which leaves words out and glues others together.
#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// One open document; used by one thread at a time.
typedef struct sluice_text_document sluice_text_document;

/// Opens a document whose bytes stay where they are until it is closed; NULL where Poppler cannot, or needs a password.
sluice_text_document *sluice_text_open(const void *bytes, size_t count);
/// The same for a file that is too large for `sluice_text_open`, which counts in an `int`.
sluice_text_document *sluice_text_open_file(const char *path);
void sluice_text_close(sluice_text_document *document);

/// One word. Places are in points from the upper left corner of the page as it is shown.
typedef struct {
  /// Its UTF-8, as offset and length in the list's bytes; characters stand from left to right as on the page.
  uint32_t text, text_length;
  float left, top, right, bottom;
  /// The font's size in points.
  float size;
  /// Its font's place in the list's fonts; -1 for none.
  int32_t font;
  /// Quarter turns clockwise of the direction it is written in.
  int8_t turns;
  /// Whether its characters stand under each other.
  int8_t is_vertical;
  /// Whether a blank parts it from the next word of its line.
  int8_t has_space_after;
} sluice_word;

/// The words of a page in Poppler's reading order: a word without a blank after it ends its line, or touches the next.
typedef struct {
  const sluice_word *words;
  size_t word_count;
  const char *bytes;
  size_t byte_count;
  /// Names of fonts, each ended by a zero byte; as the document gives them, in no certain encoding.
  const char *const *fonts;
  size_t font_count;
  /// Quarter turns clockwise by which the page is shown.
  int8_t page_turns;
} sluice_words;

/// The words of a page, numbered from 0; NULL without memory, or where there is no such page.
sluice_words *sluice_text_words(sluice_text_document *document, int page);
void sluice_words_free(sluice_words *words);

#ifdef __cplusplus
}
#endif
