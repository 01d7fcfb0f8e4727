// System calls that Glibc's module map hides from Swift (they need _GNU_SOURCE or are variadic), and the one thing that
// cannot be written in Swift: what happens between fork and exec.
#pragma once
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

/// renameat2(2) without replacing; -1 and errno as the call itself.
int sluice_rename_noreplace(const char *from, const char *to);
/// The same for names in open directories.
int sluice_rename_noreplace_at(int from_directory, const char *from, int to_directory, const char *to);
/// syncfs(2), which needs _GNU_SOURCE.
int sluice_syncfs(int descriptor);
/// The magic number of a descriptor's file system (fstatfs(2)); -1 with errno.
long sluice_file_system_type(int descriptor);

/// fcntl(F_OFD_SETLK, exclusive): 1 held, 0 held by another, -1 with errno.
int sluice_lock(int descriptor);
/// fcntl(F_OFD_GETLK): 1 somebody else holds it, 0 it is free, -1 with errno.
int sluice_locked(int descriptor);

/// open(2) with a mode; variadic in C.
int sluice_open(const char *path, int flags, mode_t mode);
/// openat(2) with a mode; variadic in C.
int sluice_open_at(int directory, const char *name, int flags, mode_t mode);

/// Limits and surroundings of a program to start. Descriptors of -1 are /dev/null.
struct sluice_spawn_request {
  const char *path;
  char *const *arguments;
  char *const *environment;
  const char *directory;
  int input, output, errors;
  const int *inherited;
  int inherited_count;
  int64_t address_space;
  int64_t cpu_seconds;
  int new_session;
  int new_group;
  int parent_death_signal;
  unsigned alarm_seconds;
};

/// fork and exec; the child's number, or -1 with errno of the step that failed (exec's too).
pid_t sluice_spawn(const struct sluice_spawn_request *request);

/// Notes SIGTERM, SIGINT, SIGHUP, SIGUSR1 instead of dying of them, from now on.
void sluice_watch_signals(void);
/// The first noted signal's number; 0 when none came.
int sluice_noted_signal(void);
/// Ignores SIGPIPE and SIGXFSZ: a closed pipe and a size limit are answers, not deaths.
void sluice_ignore_pipe_signals(void);

int sluice_wait_exited(int status);
int sluice_wait_code(int status);
int sluice_wait_signal(int status);

/// From now on a segmentation fault that comes for want of address space is preceded by "Out of memory" on standard error.
int sluice_name_shortage(void);

/// No new privileges, and from now on no sockets, no other programs, no way into other processes: EACCES. -1 with errno where the
/// kernel has no filters.
int sluice_refuse_calls(void);
/// The kernel's version of Landlock; 0 where it has none.
int sluice_landlock_version(void);
/// A new set of rules, by which nothing is allowed; -1 with errno.
int sluice_landlock_begin(void);
/// Lets what lies at or below a path be read, and written if asked.
int sluice_landlock_allow(int ruleset, const char *path, int writes);
/// From now on nothing else is; -1 with errno.
int sluice_landlock_end(int ruleset);
/// Two connected Unix sockets, closed in programs that are started.
int sluice_socket_pair(int ends[2]);
/// Sends bytes, and an open file with the first of them; how many were sent, or -1 with errno.
ssize_t sluice_send_file(int socket, const void *bytes, size_t count, int file);
/// Receives bytes and the open file that came with them, -1 where none did; what is no socket is read.
ssize_t sluice_receive_file(int socket, void *bytes, size_t count, int *file);
/// Calls `body` with the path of each library that this process has loaded; an empty one is the program itself.
void sluice_each_library(void (*body)(const char *path, void *context), void *context);
