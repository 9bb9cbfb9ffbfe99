/* Lets the SENTRA_FAIL_SYNC_AT-th fsync or fdatasync of a process fail with EIO, as a dying disk does, and with
   SENTRA_SYNC_DELAY_US makes each of them take that much longer, as the disk of an old laptop does.
   Compiled and preloaded by tests and benches. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

static atomic_long syncs;

static int fails(void) {
  const char *delay = getenv("SENTRA_SYNC_DELAY_US");
  const char *at = getenv("SENTRA_FAIL_SYNC_AT");
  if (delay) usleep((useconds_t)atol(delay));
  return at && atomic_fetch_add(&syncs, 1) + 1 == atol(at);
}

int fsync(int file) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  if (fails()) { errno = EIO; return -1; }
  return real(file);
}

int fdatasync(int file) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  if (fails()) { errno = EIO; return -1; }
  return real(file);
}
