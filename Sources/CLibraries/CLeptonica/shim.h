#pragma once
#include <dlfcn.h>
#include <leptonica/allheaders.h>
#include <stdarg.h>

/// Takes a message of libtiff's: the file, the part of the library, a format of printf and its values.
typedef void (*sluice_tiff_handler)(void *file, const char *module, const char *format, va_list values);

/// Has libtiff tell these of its errors and of its warnings (TIFFError(3tiff)); 0 where it cannot be reached.
///
/// Leptonica silences libtiff's plain handlers before each reading; these are the others, which get the same. libtiff comes with
/// Leptonica, is not linked by us and is asked for by name.
static inline int sluice_tiff_listen(sluice_tiff_handler errors, sluice_tiff_handler warnings) {
  typedef sluice_tiff_handler (*setter)(sluice_tiff_handler);
  // 0 is RTLD_DEFAULT.
  setter set_errors = (setter)dlsym((void *)0, "TIFFSetErrorHandlerExt");
  setter set_warnings = (setter)dlsym((void *)0, "TIFFSetWarningHandlerExt");
  if (!set_errors || !set_warnings) return 0;
  set_errors(errors);
  set_warnings(warnings);
  return 1;
}
