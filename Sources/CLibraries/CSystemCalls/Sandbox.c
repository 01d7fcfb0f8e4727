// What a program that reads untrusted documents gives up once it is started. Nothing of it needs a right, and each part is left
// out where the kernel has it not.
#define _GNU_SOURCE
#include "CSystemCalls.h"

#include <errno.h>
#include <link.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define OUR_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OUR_ARCH AUDIT_ARCH_AARCH64
#endif

#define REFUSED BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EACCES)
#define REFUSE(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1), REFUSED

// Calls by which a process reaches others, the network, or another program (seccomp(2)).
int sluice_refuse_calls(void) {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) return -1;
#ifdef OUR_ARCH
  struct sock_filter filter[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OUR_ARCH, 1, 0),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
#ifdef __x86_64__
      // The same calls by the numbers of x32.
      BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1), REFUSED,
#endif
      REFUSE(SYS_socket), REFUSE(SYS_socketpair), REFUSE(SYS_connect), REFUSE(SYS_bind), REFUSE(SYS_listen),
      REFUSE(SYS_execve), REFUSE(SYS_execveat), REFUSE(SYS_ptrace), REFUSE(SYS_process_vm_readv),
      REFUSE(SYS_process_vm_writev), REFUSE(SYS_kill), REFUSE(SYS_unshare), REFUSE(SYS_setns), REFUSE(SYS_mount),
      REFUSE(SYS_bpf), REFUSE(SYS_perf_event_open), REFUSE(SYS_keyctl), REFUSE(SYS_add_key), REFUSE(SYS_request_key),
      REFUSE(425 /* io_uring_setup, which opens sockets by itself */), REFUSE(434 /* pidfd_open */),
      REFUSE(438 /* pidfd_getfd */),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {sizeof filter / sizeof filter[0], filter};
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
#else
  errno = ENOSYS;
  return -1;
#endif
}

// Landlock by number, as the headers of older systems lack it: landlock_create_ruleset(2), landlock_add_rule(2),
// landlock_restrict_self(2). The numbers are the same everywhere.
enum { CREATE_RULESET = 444, ADD_RULE = 445, RESTRICT_SELF = 446 };
enum { WRITE_FILE = 1 << 1, READ_FILE = 1 << 2, READ_DIR = 1 << 3 };

int sluice_landlock_version(void) {
  long version = syscall(CREATE_RULESET, NULL, 0, 1u /* LANDLOCK_CREATE_RULESET_VERSION */);
  return version < 0 ? 0 : (int)version;
}

int sluice_landlock_begin(void) {
  int version = sluice_landlock_version();
  if (version < 1) {
    errno = ENOSYS;
    return -1;
  }
  // Every right over files that the kernel knows; TCP from version 4 on; abstract sockets and signals from 6 on.
  struct {
    uint64_t files, net, scoped;
  } ruleset = {0x1FFF, 0, 0};
  if (version >= 2) ruleset.files |= 1 << 13;
  if (version >= 3) ruleset.files |= 1 << 14;
  if (version >= 4) ruleset.net = 3;
  if (version >= 5) ruleset.files |= 1 << 15;
  if (version >= 6) ruleset.scoped = 3;
  size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
  return (int)syscall(CREATE_RULESET, &ruleset, size, 0u);
}

int sluice_landlock_allow(int ruleset, const char *path, int writes) {
  int place = open(path, O_PATH | O_CLOEXEC);
  if (place < 0) return -1;
  struct stat status;
  struct {
    uint64_t rights;
    int32_t place;
  } __attribute__((packed)) rule = {READ_FILE, place};
  if (fstat(place, &status) == 0 && S_ISDIR(status.st_mode)) rule.rights |= READ_DIR;
  if (writes) rule.rights |= WRITE_FILE;
  long result = syscall(ADD_RULE, ruleset, 1u /* LANDLOCK_RULE_PATH_BENEATH */, &rule, 0u);
  int error = errno;
  close(place);
  errno = error;
  return (int)result;
}

int sluice_landlock_end(int ruleset) {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) return -1;
  return (int)syscall(RESTRICT_SELF, ruleset, 0u);
}

struct visit {
  void (*body)(const char *, void *);
  void *context;
};

static int visit_library(struct dl_phdr_info *info, size_t size, void *data) {
  struct visit *visit = data;
  (void)size;
  visit->body(info->dlpi_name, visit->context);
  return 0;
}

void sluice_each_library(void (*body)(const char *, void *), void *context) {
  struct visit visit = {body, context};
  dl_iterate_phdr(visit_library, &visit);
}
