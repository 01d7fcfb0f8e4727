// The one owner of simdjson. No exception leaves this file; error codes are simdjson's own, folded into six.
#define SIMDJSON_EXCEPTIONS 0
#include "CSimdjson.h"

#include <deque>
#include <memory>
#include <new>
#include <string>
#include <string_view>

#include <simdjson.h>

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::element_type;
using simdjson::dom::object;

namespace {

constexpr std::string_view source_names[SLUICE_JSON_SOURCES] = {
    "Source-File", "source_file", "source", "filename",  "file_name",    "path",
    "filepath",    "pdf",         "pdf_name", "document", "document_name"};

// Buffers start at this size and return to it after a line that was much longer.
constexpr size_t usual_capacity = size_t(1) << 20;
constexpr size_t large_capacity = size_t(16) << 20;

int source_index(std::string_view key) {
  // All names begin with one of five letters: most keys are told apart by the first.
  if (key.size() < 3 || key.size() > 13) return -1;
  switch (key[0]) {
  case 'S': case 's': case 'f': case 'p': case 'd': break;
  default: return -1;
  }
  for (int i = 0; i < SLUICE_JSON_SOURCES; i++)
    if (key == source_names[i]) return i;
  return -1;
}

sluice_json_text text_of(std::string_view view) { return {view.data(), view.size()}; }

void take(element value, sluice_json_text &slot, bool &seen, int &repeated) {
  if (seen) repeated = 1;
  seen = true;
  std::string_view view;
  if (!value.get_string().get(view)) slot = text_of(view);
}

int64_t whole_number(element value) {
  int64_t number;
  if (!value.get_int64().get(number)) return number;
  // Some writers make every number a float: 12.0 is twelve pages.
  double real;
  if (!value.get_double().get(real) && real >= 0 && real < 9e15 && real == double(int64_t(real))) return int64_t(real);
  return -1;
}

int folded(simdjson::error_code code) {
  switch (code) {
  case simdjson::SUCCESS: return SLUICE_JSON_OK;
  case simdjson::UTF8_ERROR: return SLUICE_JSON_UTF8;
  case simdjson::DEPTH_ERROR: return SLUICE_JSON_DEPTH;
  case simdjson::STRING_ERROR: return SLUICE_JSON_STRING;
  case simdjson::NUMBER_ERROR: return SLUICE_JSON_NUMBER;
  case simdjson::CAPACITY:
  case simdjson::MEMALLOC: return SLUICE_JSON_MEMORY;
  default: return SLUICE_JSON_INVALID;
  }
}

// Parser and document of a fitting size, made anew when too small or, after a giant, far too large.
class Buffers {
  std::unique_ptr<simdjson::dom::parser> parser;
  size_t capacity = 0;

public:
  simdjson::error_code parse(const char *bytes, size_t length, element &root) {
    if (!parser || length > capacity || (capacity > large_capacity && length <= usual_capacity)) {
      size_t wanted = usual_capacity;
      while (wanted < length) wanted *= 2;
      parser.reset();
      parser.reset(new simdjson::dom::parser());
      capacity = 0;
      if (auto error = parser->allocate(wanted)) return error;
      if (auto error = parser->doc.allocate(wanted)) return error;
      capacity = wanted;
    }
    return parser->parse(bytes, length, false).get(root);
  }
};

struct Frame {
  sluice_json_object shown{};
  element spans;
  element self;
  // Copies of strings that came from `metadata` as text, whose parser is used again further in.
  std::deque<std::string> kept;
};

} // namespace

struct sluice_json {
  Buffers line;
  Buffers inner;
  element root;
  bool parsed = false; // after a failure there is nothing to look at: the buffers hold halves
  std::string rendered;
  std::string padded;

  void read_metadata(object metadata, Frame &frame, bool keep) {
    bool seen[SLUICE_JSON_SOURCES] = {}, total_seen = false;
    for (auto field : metadata) {
      int index = source_index(field.key);
      if (index >= 0) {
        auto &slot = frame.shown.in_metadata[index];
        take(field.value, slot, seen[index], frame.shown.repeated_key);
        if (keep && slot.bytes) {
          frame.kept.emplace_back(slot.bytes, slot.length);
          slot = text_of(frame.kept.back());
        }
      } else if (field.key == "pdf-total-pages") {
        if (total_seen) frame.shown.repeated_key = 1;
        total_seen = true;
        frame.shown.total_pages = whole_number(field.value);
      }
    }
  }

  void read_metadata(element value, Frame &frame) {
    object metadata;
    std::string_view text;
    if (!value.get_object().get(metadata)) return read_metadata(metadata, frame, false);
    if (value.get_string().get(text)) return;
    padded.assign(text);
    padded.append(simdjson::SIMDJSON_PADDING, '\0');
    element root;
    if (!inner.parse(padded.data(), text.size(), root) && !root.get_object().get(metadata))
      read_metadata(metadata, frame, true);
  }

  void read(object members, Frame &frame) {
    bool seen[SLUICE_JSON_SOURCES] = {}, text_seen = false, id_seen = false, metadata_seen = false,
         attributes_seen = false;
    auto &shown = frame.shown;
    shown.total_pages = -1;
    for (auto field : members) {
      std::string_view key = field.key;
      int index = source_index(key);
      if (index >= 0) {
        take(field.value, shown.at_top[index], seen[index], shown.repeated_key);
      } else if (key == "text") {
        take(field.value, shown.text, text_seen, shown.repeated_key);
      } else if (key == "id") {
        take(field.value, shown.identifier, id_seen, shown.repeated_key);
      } else if (key == "metadata") {
        if (metadata_seen) shown.repeated_key = 1;
        metadata_seen = true;
        read_metadata(field.value, frame);
      } else if (key == "attributes") {
        if (attributes_seen) shown.repeated_key = 1;
        attributes_seen = true;
        element spans;
        if (!field.value["pdf_page_numbers"].get(spans)) {
          frame.spans = spans;
          shown.spans = &frame.spans;
        }
      }
    }
  }

  int visit(element value, const sluice_json_object *parent, bool is_line, sluice_json_visitor visitor, void *context) {
    array items;
    if (!value.get_array().get(items)) {
      for (auto item : items)
        if (item.is_array() || item.is_object())
          if (int stop = visit(item, parent, false, visitor, context)) return stop;
      return 0;
    }
    object members;
    if (value.get_object().get(members)) return 0;
    auto frame = std::make_unique<Frame>(); // not on the stack: JSON may nest a thousand deep
    frame->shown.parent = parent;
    frame->self = value;
    frame->shown.is_line = is_line;
    frame->shown.element = &frame->self;
    read(members, *frame);
    if (frame->shown.text.bytes) return visitor(context, &frame->shown);
    for (auto field : members) {
      if (field.key == "metadata" || field.key == "attributes") continue; // a record's own parts, never records
      if (!field.value.is_array() && !field.value.is_object()) continue;
      if (int stop = visit(field.value, &frame->shown, false, visitor, context)) return stop;
    }
    return 0;
  }
};

extern "C" {

sluice_json *sluice_json_new(void) { return new (std::nothrow) sluice_json(); }

void sluice_json_free(sluice_json *parser) { delete parser; }

size_t sluice_json_padding(void) { return simdjson::SIMDJSON_PADDING; }

const char *sluice_json_source_name(size_t index) {
  return index < SLUICE_JSON_SOURCES ? source_names[index].data() : nullptr;
}

int sluice_json_parse(sluice_json *parser, const char *bytes, size_t length) {
  try {
    parser->parsed = false;
    int code = folded(parser->line.parse(bytes, length, parser->root));
    parser->parsed = code == SLUICE_JSON_OK;
    return code;
  } catch (...) {
    return SLUICE_JSON_MEMORY;
  }
}

int sluice_json_visit(sluice_json *parser, sluice_json_visitor visitor, void *context) {
  try {
    if (!parser->parsed) return 0;
    return parser->visit(parser->root, nullptr, true, visitor, context);
  } catch (...) {
    return -1;
  }
}

sluice_json_text sluice_json_source(const sluice_json_object *object, int top, size_t index) {
  if (index >= SLUICE_JSON_SOURCES) return {nullptr, 0};
  return top ? object->at_top[index] : object->in_metadata[index];
}

int sluice_json_spans(const sluice_json_object *record, sluice_json_span_visitor visitor, void *context) {
  if (!record->spans) return 0;
  array spans;
  if (static_cast<const element *>(record->spans)->get_array().get(spans)) return -1;
  int answer = 1;
  for (auto span : spans) {
    array parts;
    int64_t numbers[3];
    size_t count = 0;
    if (span.get_array().get(parts)) return -1;
    for (auto part : parts) {
      if (count < 3) numbers[count] = whole_number(part);
      count++;
    }
    if (count != 3) return -1;
    if (numbers[0] < 0 || numbers[1] < numbers[0] || numbers[2] < 0 || numbers[2] > INT32_MAX) answer = -1;
    else visitor(context, numbers[0], numbers[1], numbers[2]);
  }
  return answer;
}

sluice_json_text sluice_json_render(sluice_json *parser, const sluice_json_object *record) {
  try {
    parser->rendered = simdjson::minify(*static_cast<const element *>(record->element));
    return text_of(parser->rendered);
  } catch (...) {
    return {nullptr, 0};
  }
}

sluice_json_text sluice_json_string(const sluice_json *parser, const char *key, size_t length) {
  std::string_view view;
  if (!parser->parsed || parser->root[std::string_view(key, length)].get_string().get(view)) return {nullptr, 0};
  return text_of(view);
}

int sluice_json_number(const sluice_json *parser, const char *key, size_t length, int64_t *integer, double *number) {
  element value;
  if (!parser->parsed || parser->root[std::string_view(key, length)].get(value)) return 0;
  if (!value.get_int64().get(*integer)) return 1;
  return value.get_double().get(*number) ? 0 : 2;
}
}
