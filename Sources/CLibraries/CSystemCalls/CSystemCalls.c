#define _GNU_SOURCE
#include "CSystemCalls.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

int sluice_rename_noreplace(const char *from, const char *to) {
  return sluice_rename_noreplace_at(AT_FDCWD, from, AT_FDCWD, to);
}

int sluice_rename_noreplace_at(int from_directory, const char *from, int to_directory, const char *to) {
  return (int)syscall(SYS_renameat2, from_directory, from, to_directory, to, RENAME_NOREPLACE);
}

int sluice_syncfs(int descriptor) { return syncfs(descriptor); }

long sluice_file_system_type(int descriptor) {
  struct statfs status;
  return fstatfs(descriptor, &status) == 0 ? (long)status.f_type : -1;
}

static int lock_call(int descriptor, int command, struct flock *lock) {
  memset(lock, 0, sizeof *lock);
  lock->l_type = F_WRLCK;
  lock->l_whence = SEEK_SET;
  return fcntl(descriptor, command, lock);
}

int sluice_lock(int descriptor) {
  struct flock lock;
  if (lock_call(descriptor, F_OFD_SETLK, &lock) == 0) return 1;
  return errno == EAGAIN || errno == EACCES ? 0 : -1;
}

int sluice_locked(int descriptor) {
  struct flock lock;
  if (lock_call(descriptor, F_OFD_GETLK, &lock) != 0) return -1;
  return lock.l_type != F_UNLCK;
}

int sluice_open(const char *path, int flags, mode_t mode) { return open(path, flags, mode); }

int sluice_open_at(int directory, const char *name, int flags, mode_t mode) {
  return openat(directory, name, flags, mode);
}

// Only async-signal-safe calls from here to exec: the parent may have threads.
static void run_child(const struct sluice_spawn_request *request, int report) {
  if (request->new_session && setsid() < 0) goto failed;
  if (request->new_group && setpgid(0, 0) < 0) goto failed;
  if (request->parent_death_signal) {
    if (prctl(PR_SET_PDEATHSIG, request->parent_death_signal) < 0) goto failed;
  }
  if (request->directory && chdir(request->directory) < 0) goto failed;

  int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  int wanted[3] = {request->input, request->output, request->errors};
  for (int i = 0; i < 3; i++) {
    // Out of the way of 0, 1, 2 first, so that no dup2 below overwrites a descriptor still needed.
    int source = wanted[i] < 0 ? null : wanted[i];
    wanted[i] = fcntl(source, F_DUPFD_CLOEXEC, 3);
    if (wanted[i] < 0) goto failed;
  }
  for (int i = 0; i < 3; i++) {
    if (dup2(wanted[i], i) < 0) goto failed;
  }
  // Nothing but what is named is inherited, whatever our own parent left open.
  if (syscall(SYS_close_range, 3u, ~0u, 4u /* CLOSE_RANGE_CLOEXEC */) < 0) {
    for (int fd = 3; fd < 4096; fd++) {
      int flags = fcntl(fd, F_GETFD);
      if (flags >= 0) fcntl(fd, F_SETFD, flags | FD_CLOEXEC);
    }
  }
  for (int i = 0; i < request->inherited_count; i++) {
    if (fcntl(request->inherited[i], F_SETFD, 0) < 0) goto failed;
  }
  if (request->address_space > 0) {
    struct rlimit limit = {(rlim_t)request->address_space, (rlim_t)request->address_space};
    if (setrlimit(RLIMIT_AS, &limit) < 0) goto failed;
  }
  if (request->cpu_seconds > 0) {
    struct rlimit limit = {(rlim_t)request->cpu_seconds, (rlim_t)request->cpu_seconds + 1};
    if (setrlimit(RLIMIT_CPU, &limit) < 0) goto failed;
  }
  struct sigaction standard;
  memset(&standard, 0, sizeof standard);
  standard.sa_handler = SIG_DFL;
  for (int signal = 1; signal < 32; signal++) sigaction(signal, &standard, NULL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  if (request->alarm_seconds) alarm(request->alarm_seconds);
  execve(request->path, request->arguments, request->environment);
failed:;
  int error = errno;
  ssize_t ignored = write(report, &error, sizeof error);
  (void)ignored;
  _exit(127);
}

pid_t sluice_spawn(const struct sluice_spawn_request *request) {
  int report[2];
  if (pipe2(report, O_CLOEXEC) < 0) return -1;
  pid_t child = fork();
  if (child == 0) {
    close(report[0]);
    run_child(request, report[1]);
  }
  int saved = errno;
  close(report[1]);
  if (child > 0) {
    int error = 0;
    ssize_t count;
    do count = read(report[0], &error, sizeof error);
    while (count < 0 && errno == EINTR);
    if (count == (ssize_t)sizeof error) {
      while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
      child = -1;
      saved = error;
    }
  }
  close(report[0]);
  errno = saved;
  return child;
}

static volatile sig_atomic_t noted_signal;

static void note_signal(int number) {
  if (noted_signal == 0) noted_signal = number;
}

void sluice_watch_signals(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = note_signal;  // no SA_RESTART: a waiting call returns, so that the signal is seen
  int watched[] = {SIGTERM, SIGINT, SIGHUP, SIGUSR1};
  for (unsigned i = 0; i < sizeof watched / sizeof watched[0]; i++) sigaction(watched[i], &action, NULL);
}

int sluice_noted_signal(void) { return noted_signal; }

void sluice_ignore_pipe_signals(void) {
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);
}

int sluice_wait_exited(int status) { return WIFEXITED(status); }
int sluice_wait_code(int status) { return WEXITSTATUS(status); }
int sluice_wait_signal(int status) { return WTERMSIG(status); }
