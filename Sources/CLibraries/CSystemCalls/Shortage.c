// Says why a library crashed that did not look whether it got the memory it asked for.
#define _GNU_SOURCE
#include "CSystemCalls.h"

#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

// Less than this left of the address space is none: what failed may have asked for more than the rest.
enum { LEAST = 64 << 20 };

static char stack[1 << 15];

static void say(int number) {
  static const char words[] = "Out of memory\n";
  void *room = mmap(NULL, LEAST, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (room == MAP_FAILED && write(2, words, sizeof words - 1) < 0) _exit(1);
  // This handler is gone: the signal, whoever sent it, ends the process when it returns.
  raise(number);
}

int sluice_name_shortage(void) {
  stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
  struct sigaction action = {.sa_handler = say, .sa_flags = SA_RESETHAND | SA_ONSTACK};
  if (sigaltstack(&alternate, NULL) < 0) return -1;
  return sigaction(SIGSEGV, &action, NULL);
}
