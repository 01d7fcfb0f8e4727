// A plain C door to simdjson's DOM parser: proves that a line is JSON and shows the records in it.
#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// One parser with its buffers; used by one thread at a time.
typedef struct sluice_json sluice_json;

/// UTF-8 bytes inside the parser; not terminated. `bytes` is NULL where there is no such value.
typedef struct {
  const char *bytes;
  size_t length;
} sluice_json_text;

/// The names a record's source is looked up under, in order of preference.
#define SLUICE_JSON_SOURCES 11

/// Why a line is no JSON.
enum {
  SLUICE_JSON_OK = 0,
  SLUICE_JSON_INVALID = 1,
  SLUICE_JSON_UTF8 = 2,
  SLUICE_JSON_DEPTH = 3,
  SLUICE_JSON_STRING = 4,
  SLUICE_JSON_NUMBER = 5,
  SLUICE_JSON_MEMORY = 6,
};

/// One object of a line: a record, or an object around records.
typedef struct sluice_json_object {
  /// The object around it that is nearest; NULL for the line itself.
  const struct sluice_json_object *parent;
  /// Whether a key that routing reads occurs more than once.
  int repeated_key;
  /// Whether the object is the line itself.
  int is_line;
  /// Strings under the source names: in `metadata`, and beside it.
  sluice_json_text in_metadata[SLUICE_JSON_SOURCES];
  sluice_json_text at_top[SLUICE_JSON_SOURCES];
  sluice_json_text text;
  sluice_json_text identifier;
  /// `metadata.pdf-total-pages`; -1 where it is no whole number.
  int64_t total_pages;
  /// The parser's own handle on the object and on its page spans.
  const void *element;
  const void *spans;
} sluice_json_object;

/// Called for each record; returns 0 to go on.
typedef int (*sluice_json_visitor)(void *context, const sluice_json_object *record);
/// Called for each `[start, end, page]`.
typedef void (*sluice_json_span_visitor)(void *context, int64_t start, int64_t end, int64_t page);

/// A new parser; NULL without memory.
sluice_json *sluice_json_new(void);
void sluice_json_free(sluice_json *parser);

/// Bytes after a line that must be readable, whatever they hold.
size_t sluice_json_padding(void);
/// The i-th source name.
const char *sluice_json_source_name(size_t index);

/// Parses one line. What it shows is valid until the next parse.
int sluice_json_parse(sluice_json *parser, const char *bytes, size_t length);
/// Visits the records of the parsed line: the line itself if it is one, else the outermost ones inside it.
int sluice_json_visit(sluice_json *parser, sluice_json_visitor visitor, void *context);
/// The string under the i-th source name, in `metadata` or, with `top`, beside it.
sluice_json_text sluice_json_source(const sluice_json_object *object, int top, size_t index);
/// Visits the page spans of a record; 0 when it has none, -1 when they are malformed.
int sluice_json_spans(const sluice_json_object *record, sluice_json_span_visitor visitor, void *context);
/// Writes a record inside a line as JSON of its own; valid until the next call. NULL without memory.
sluice_json_text sluice_json_render(sluice_json *parser, const sluice_json_object *record);

/// A string beside the line's braces; NULL where there is none of that name.
sluice_json_text sluice_json_string(const sluice_json *parser, const char *key, size_t length);
/// A number beside the line's braces: 0 none, 1 in `integer`, 2 in `number`.
int sluice_json_number(const sluice_json *parser, const char *key, size_t length, int64_t *integer, double *number);

#ifdef __cplusplus
}
#endif
