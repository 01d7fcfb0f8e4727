// A storage that lies, for programs that are started with it preloaded: what a file server does now and then, seen from outside
// the program. LYING_STORAGE says how: `rename=ERRNO:PATTERN` makes the first rename of a name that fits and denies it,
// `read=ERRNO:PATTERN` fails each read of a file whose path fits, `locks` keeps nobody out by a lock. Patterns are fnmatch(3)'s.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

// The errno that is named for this kind of call and path; 0 where none is.
static int planned(const char *kind, const char *path) {
  const char *plan = getenv("LYING_STORAGE");
  size_t length = strlen(kind);
  if (!plan || !path || strncmp(plan, kind, length) != 0 || plan[length] != '=') return 0;
  char *pattern;
  int error = (int)strtol(plan + length + 1, &pattern, 10);
  return *pattern == ':' && fnmatch(pattern + 1, path, 0) == 0 ? error : 0;
}

static int planned_for_file(const char *kind, int file) {
  char link[32], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t count = readlink(link, path, sizeof path - 1);
  if (count < 0) return 0;
  path[count] = 0;
  return planned(kind, path);
}

long syscall(long number, ...) {
  static long (*real)(long, ...);
  static int lied;
  if (!real) real = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
  long a[6];
  va_list rest;
  va_start(rest, number);
  for (int i = 0; i < 6; i++) a[i] = va_arg(rest, long);
  va_end(rest);
  long result = real(number, a[0], a[1], a[2], a[3], a[4], a[5]);
  if (number != SYS_renameat2 || result != 0 || lied) return result;
  int error = planned("rename", (const char *)a[1]);
  if (!error) return result;
  lied = 1;
  errno = error;
  return -1;
}

ssize_t read(int file, void *buffer, size_t count) {
  static ssize_t (*real)(int, void *, size_t);
  if (!real) real = (ssize_t(*)(int, void *, size_t))dlsym(RTLD_NEXT, "read");
  int error = planned_for_file("read", file);
  if (!error) return real(file, buffer, count);
  errno = error;
  return -1;
}

ssize_t pread(int file, void *buffer, size_t count, off_t offset) {
  static ssize_t (*real)(int, void *, size_t, off_t);
  if (!real) real = (ssize_t(*)(int, void *, size_t, off_t))dlsym(RTLD_NEXT, "pread");
  int error = planned_for_file("read", file);
  if (!error) return real(file, buffer, count, offset);
  errno = error;
  return -1;
}

ssize_t pread64(int file, void *buffer, size_t count, off_t offset) { return pread(file, buffer, count, offset); }

int fcntl(int file, int command, ...) {
  static int (*real)(int, int, ...);
  if (!real) real = (int (*)(int, int, ...))dlsym(RTLD_NEXT, "fcntl");
  va_list rest;
  va_start(rest, command);
  void *argument = va_arg(rest, void *);
  va_end(rest);
  const char *plan = getenv("LYING_STORAGE");
  if (command == F_OFD_SETLK && plan && strcmp(plan, "locks") == 0) return 0;
  return real(file, command, argument);
}
