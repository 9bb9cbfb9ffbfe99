/* Writes down, in order, what a process does to the files of one folder: each write with its place and bytes, each change
   of length, each sync. From that record a test makes the disks that a power cut could have left behind.
   SENTRA_RECORD_FOLDER: whose files; SENTRA_RECORD_TO: where the record goes (outside of that folder).

   An entry, little-endian: kind (1 byte: 'w' write, 't' truncate, 's' sync, 'u' unlink), length of the name (1),
   length of the bytes (4), place (8), name, bytes. Compiled and preloaded by tests. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILES 4096
static char names[FILES][128];
static int record = -1;
static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;

/* The function of that name behind ours. */
#define REAL(symbol) \
  static __typeof__(&symbol) real; \
  if (!real) real = (__typeof__(&symbol))dlsym(RTLD_NEXT, #symbol)

static ssize_t plain_write(int file, const void *bytes, size_t count) {
  REAL(write);
  return real(file, bytes, count);
}

static const char *name_in_folder(const char *path) {
  const char *folder = getenv("SENTRA_RECORD_FOLDER");
  size_t length = folder ? strlen(folder) : 0;
  if (!length || strncmp(path, folder, length) != 0 || path[length] != '/') return NULL;
  return path + length + 1;
}

static void note(char kind, const char *name, uint64_t place, const void *bytes, uint32_t count) {
  unsigned char head[14];
  uint8_t name_length = (uint8_t)strlen(name);
  if (record < 0) {
    REAL(open);
    record = real(getenv("SENTRA_RECORD_TO"), O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (record < 0) abort();
  }
  head[0] = (unsigned char)kind;
  head[1] = name_length;
  memcpy(head + 2, &count, 4);
  memcpy(head + 6, &place, 8);
  if (plain_write(record, head, 14) != 14 || plain_write(record, name, name_length) != name_length) abort();
  if (count && plain_write(record, bytes, count) != (ssize_t)count) abort();
}

static const char *known(int file) { return file >= 0 && file < FILES && names[file][0] ? names[file] : NULL; }

static int opened(int file, const char *path) {
  const char *name = name_in_folder(path);
  if (file < 0 || file >= FILES) return file;
  names[file][0] = 0;
  if (name && strlen(name) < 127) strcpy(names[file], name);
  return file;
}

#define OPEN(symbol) \
  int symbol(const char *path, int flags, ...) { \
    va_list more; va_start(more, flags); int mode = va_arg(more, int); va_end(more); \
    REAL(symbol); \
    return opened(real(path, flags, mode), path); \
  }
OPEN(open)
OPEN(open64)

int close(int file) {
  REAL(close);
  if (file >= 0 && file < FILES) names[file][0] = 0;
  return real(file);
}

#define PWRITE(symbol) \
  ssize_t symbol(int file, const void *bytes, size_t count, off_t place) { \
    REAL(symbol); \
    const char *name = known(file); \
    if (!name) return real(file, bytes, count, place); \
    pthread_mutex_lock(&one); \
    ssize_t written = real(file, bytes, count, place); \
    if (written > 0) note('w', name, (uint64_t)place, bytes, (uint32_t)written); \
    pthread_mutex_unlock(&one); \
    return written; \
  }
PWRITE(pwrite)
PWRITE(pwrite64)

ssize_t write(int file, const void *bytes, size_t count) {
  const char *name = known(file);
  if (!name) return plain_write(file, bytes, count);
  pthread_mutex_lock(&one);
  off_t place = lseek(file, 0, SEEK_CUR);
  ssize_t written = plain_write(file, bytes, count);
  if (written > 0) note('w', name, (uint64_t)place, bytes, (uint32_t)written);
  pthread_mutex_unlock(&one);
  return written;
}

#define TRUNCATE(symbol) \
  int symbol(int file, off_t length) { \
    REAL(symbol); \
    int done = real(file, length); \
    const char *name = known(file); \
    if (name && done == 0) { \
      pthread_mutex_lock(&one); note('t', name, (uint64_t)length, NULL, 0); pthread_mutex_unlock(&one); \
    } \
    return done; \
  }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

#define SYNC(symbol) \
  int symbol(int file) { \
    const char *name = known(file); \
    REAL(symbol); \
    int done = real(file); \
    if (name && done == 0) { \
      pthread_mutex_lock(&one); note('s', name, 0, NULL, 0); pthread_mutex_unlock(&one); \
    } \
    return done; \
  }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path) {
  REAL(unlink);
  int done = real(path);
  const char *name = name_in_folder(path);
  if (name && done == 0) { pthread_mutex_lock(&one); note('u', name, 0, NULL, 0); pthread_mutex_unlock(&one); }
  return done;
}
