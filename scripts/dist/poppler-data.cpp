// Tells Poppler where the tarball keeps the encodings of Chinese, Japanese and Korean documents: the place is compiled into
// the library, and no variable changes it. The launcher has the loader load this before the program.

#include <cstdlib>
#include <string>

// From Poppler's GlobalParams.h, which Debian ships only with the private headers.
class GlobalParamsIniter {
public:
  static bool setCustomDataDir(const std::string &directory);
};

__attribute__((constructor)) static void set_directory() {
  if (const char *directory = std::getenv("POPPLER_DATADIR")) GlobalParamsIniter::setCustomDataDir(directory);
}
