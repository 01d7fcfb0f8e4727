// What `bin/sluice` and `bin/sluice-pdf` are in the relocatable tarball: a static program that starts libexec/<its name>
// with the tarball's own loader and libraries, so that the machine's C library does not matter.
//
// It needs no shell and no /proc: it finds itself by /proc/self/exe, else by argv[0], so that links to it work.
// Exit status 127 when the program cannot be started.

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef LOADER
#error "compile with -DLOADER='\"ld-linux-x86-64.so.2\"'"
#endif

static void fail(const char *what, const char *path) {
  fprintf(stderr, "sluice: %s %s: %s\n", what, path, strerror(errno));
  exit(127);
}

// A path made of parts; ends the program when it is too long for the system.
__attribute__((format(printf, 2, 3))) static void join(char target[PATH_MAX], const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(target, PATH_MAX, format, arguments);
  va_end(arguments);
  if (length < 0 || length >= PATH_MAX) {
    errno = ENAMETOOLONG;
    fail("cannot start:", "path of the installation");
  }
}

// Where in PATH the shell found a bare name.
static int search(const char *name, char found[PATH_MAX]) {
  char *path = strdup(getenv("PATH") ? getenv("PATH") : "/usr/local/bin:/bin:/usr/bin");
  char candidate[PATH_MAX];
  for (char *rest = path, *folder; rest && (folder = strsep(&rest, ":"));) {
    join(candidate, "%s/%s", *folder ? folder : ".", name);
    if (access(candidate, X_OK) == 0 && realpath(candidate, found)) return 1;
  }
  return 0;
}

// The launcher's own file, links resolved.
static void locate(const char *invoked, char self[PATH_MAX]) {
  ssize_t length = readlink("/proc/self/exe", self, PATH_MAX - 1);
  if (length > 0) {
    self[length] = 0;
    return;
  }
  if (invoked && strchr(invoked, '/') ? realpath(invoked, self) != NULL : invoked && search(invoked, self)) return;
  fail("cannot find the installation: no /proc here, and no such program:", invoked ? invoked : "(no name)");
}

// A variable that names a place below the installation.
static void point(const char *variable, const char *root, const char *place) {
  char path[PATH_MAX];
  join(path, "%s/%s", root, place);
  if (setenv(variable, path, 1) != 0) fail("cannot set", variable);
}

// What the parser's libraries were built to look for under /usr. It starts no programs, so nobody else sees these.
static void surroundings_of_parser(const char *root) {
  if (!getenv("TESSDATA_PREFIX")) point("TESSDATA_PREFIX", root, "share/tessdata");  // the user's own languages win
  point("FONTCONFIG_PATH", root, "share/fonts");
  point("FONTCONFIG_FILE", root, "share/fonts/fonts.conf");
  point("GCONV_PATH", root, "lib/gconv");
  point("POPPLER_DATADIR", root, "share/poppler");
}

int main(int count, char *arguments[]) {
  char self[PATH_MAX], root[PATH_MAX], loader[PATH_MAX], libraries[PATH_MAX], program[PATH_MAX];
  locate(arguments[0], self);
  char *name = strrchr(self, '/');
  *name++ = 0;  // self is now …/bin
  join(root, "%s", self);
  char *last = strrchr(root, '/');
  if (last) *last = 0;
  if (strpbrk(root, ":;")) {
    errno = EINVAL;
    fail("the loader cannot work below a path with a colon or semicolon:", root);
  }
  join(loader, "%s/lib/%s", root, LOADER);
  join(libraries, "%s/lib", root);
  join(program, "%s/libexec/%s", root, name);

  // The loader calls itself /proc/self/exe, so the programs are told how to start themselves and each other.
  point("SLUICE_PROGRAM", root, "bin/sluice");
  point("SLUICE_PDF", root, "bin/sluice-pdf");
  // Libraries that this machine loads into every program were built for its own C library.
  unsetenv("LD_PRELOAD");
  unsetenv("LD_AUDIT");
  int parser = strcmp(name, "sluice-pdf") == 0;
  if (parser) surroundings_of_parser(root);

  char **command = calloc((size_t)count + 10, sizeof *command);
  if (!command) fail("cannot start", program);
  int used = 0;
  command[used++] = loader;
  command[used++] = "--inhibit-cache";
  command[used++] = "--library-path";
  command[used++] = libraries;
  if (parser) {
    command[used++] = "--preload";
    command[used++] = "libsluice-poppler-data.so";
  }
  command[used++] = "--argv0";
  command[used++] = count > 0 ? arguments[0] : name;
  command[used++] = program;
  for (int index = 1; index < count; index++) command[used++] = arguments[index];
  execv(loader, command);
  fail("cannot start", loader);
}
