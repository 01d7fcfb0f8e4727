#pragma once
#include <zlib.h>

// deflateInit2 and inflateInit2 are macros and are not imported.
static inline int sluice_deflate_init_gzip(z_streamp stream, int level) {
  // 15 + 16: the largest window, with a gzip header (zlib.h, deflateInit2).
  return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}
static inline int sluice_inflate_init_gzip(z_streamp stream) { return inflateInit2(stream, 15 + 16); }
static inline int sluice_inflate_init_zlib(z_streamp stream) { return inflateInit2(stream, 15); }
