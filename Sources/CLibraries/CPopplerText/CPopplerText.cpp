// The one owner of poppler-cpp. No exception leaves this file.
#include "CPopplerText.h"

#include <climits>
#include <memory>
#include <new>
#include <string>
#include <unordered_map>
#include <vector>

#include <poppler-document.h>
#include <poppler-page.h>

struct sluice_text_document {
  std::unique_ptr<poppler::document> document;
};

namespace {

/// A list and what it points to.
struct words : sluice_words {
  std::vector<sluice_word> list;
  std::string text;
  std::vector<std::string> names;
  std::vector<const char *> name_pointers;
};

sluice_text_document *owned(poppler::document *opened) {
  std::unique_ptr<poppler::document> document(opened);
  if (!document || document->is_locked()) return nullptr;
  return new sluice_text_document{std::move(document)};
}

/// Runs a body whose only possible exception is that memory ran out.
template <typename Body> auto without_exceptions(Body body) -> decltype(body()) {
  try {
    return body();
  } catch (const std::exception &) {
    return nullptr;
  }
}

} // namespace

sluice_text_document *sluice_text_open(const void *bytes, size_t count) {
  if (count > INT_MAX) return nullptr;
  return without_exceptions(
      [&] { return owned(poppler::document::load_from_raw_data(static_cast<const char *>(bytes), int(count))); });
}

sluice_text_document *sluice_text_open_file(const char *path) {
  return without_exceptions([&] { return owned(poppler::document::load_from_file(path)); });
}

void sluice_text_close(sluice_text_document *document) { delete document; }

sluice_words *sluice_text_words(sluice_text_document *document, int page_number) {
  return without_exceptions([&]() -> sluice_words * {
    std::unique_ptr<poppler::page> page(document->document->create_page(page_number));
    if (!page) return nullptr;
    auto result = std::make_unique<words>();
    std::unordered_map<std::string, int32_t> known;
    switch (page->orientation()) {
    case poppler::page::landscape: result->page_turns = 1; break;
    case poppler::page::upside_down: result->page_turns = 2; break;
    case poppler::page::seascape: result->page_turns = 3; break;
    case poppler::page::portrait: result->page_turns = 0; break;
    }
    const auto boxes = page->text_list(poppler::page::text_list_include_font);
    result->list.reserve(boxes.size());
    for (const auto &box : boxes) {
      const auto utf8 = box.text().to_utf8();
      const auto area = box.bbox();
      const auto font = known.try_emplace(box.get_font_name(0), int32_t(known.size()));
      if (font.second) result->names.push_back(font.first->first);
      result->list.push_back({uint32_t(result->text.size()), uint32_t(utf8.size()), float(area.left()), float(area.top()),
                              float(area.right()), float(area.bottom()), float(box.get_font_size()), font.first->second,
                              int8_t(box.rotation()), int8_t(box.get_wmode(0) == poppler::text_box::vertical_wmode),
                              int8_t(box.has_space_after())});
      result->text.append(utf8.data(), utf8.size());
    }
    for (const auto &name : result->names) result->name_pointers.push_back(name.c_str());
    result->sluice_words::words = result->list.data();
    result->word_count = result->list.size();
    result->bytes = result->text.data();
    result->byte_count = result->text.size();
    result->fonts = result->name_pointers.data();
    result->font_count = result->name_pointers.size();
    return result.release();
  });
}

void sluice_words_free(sluice_words *list) { delete static_cast<words *>(list); }
