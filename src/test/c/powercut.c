/*
 * Keeps, beside a directory, what of it has reached the disk: put before a program with LD_PRELOAD, it copies a file to
 * the same place under DISK_OF_TO whenever the program has fsync'ed it under DISK_OF_FROM. After a kill of the program
 * DISK_OF_TO holds what a power cut would have left: everything that was written and not synced is missing.
 *
 * Like ext4, it makes the name of a new file durable with the file itself; that names are gone or moved becomes durable
 * when their directory is synced.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK 65536

/* A copy that fails must not look like a disk that lost something. */
static void give_up(const char *what) {
  perror(what);
  abort();
}

static void make_parents(const char *path) {
  char parent[PATH_MAX];
  snprintf(parent, sizeof parent, "%s", path);
  for (char *at = strchr(parent + 1, '/'); at != NULL; at = strchr(at + 1, '/')) {
    *at = 0;
    if (mkdir(parent, 0700) != 0 && errno != EEXIST) give_up(parent);
    *at = '/';
  }
}

/* Writes only the blocks that differ. */
static void keep_file(const char *path, const char *kept, const struct stat *as) {
  static __thread char ours[BLOCK], theirs[BLOCK];
  int from = open(path, O_RDONLY | O_CLOEXEC);
  if (from < 0 && errno == ENOENT) return; /* removed meanwhile */
  make_parents(kept);
  int to = open(kept, O_RDWR | O_CREAT | O_CLOEXEC, as->st_mode & 0777);
  if (from < 0 || to < 0) give_up(kept);
  off_t at = 0;
  for (;;) {
    ssize_t size = pread(from, ours, BLOCK, at);
    if (size < 0) give_up(path);
    if (size == 0) break;
    if (pread(to, theirs, size, at) != size || memcmp(ours, theirs, size) != 0)
      if (pwrite(to, ours, size, at) != size) give_up(kept);
    at += size;
  }
  if (ftruncate(to, at) != 0) give_up(kept);
  close(from);
  close(to);
}

static void keep_names(const char *path, const char *kept) {
  struct stat there;
  char name[PATH_MAX];
  make_parents(kept);
  if (mkdir(kept, 0700) != 0 && errno != EEXIST) give_up(kept);
  DIR *dir = opendir(path);
  if (dir == NULL) return;
  for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
    if (snprintf(name, sizeof name, "%s/%s", kept, entry->d_name) >= (int)sizeof name) continue;
    if (entry->d_type == DT_DIR) {
      mkdir(name, 0700);
    } else if (stat(name, &there) != 0) {
      int made = open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
      if (made >= 0) close(made);
    }
  }
  closedir(dir);
  dir = opendir(kept);
  if (dir == NULL) give_up(kept);
  for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
    if (snprintf(name, sizeof name, "%s/%s", path, entry->d_name) >= (int)sizeof name) continue;
    if (entry->d_type != DT_DIR && lstat(name, &there) != 0 && errno == ENOENT) unlinkat(dirfd(dir), entry->d_name, 0);
  }
  closedir(dir);
}

static void keep(int fd) {
  const char *from = getenv("DISK_OF_FROM"), *to = getenv("DISK_OF_TO");
  char link[64], path[PATH_MAX], kept[PATH_MAX];
  struct stat as;
  int before = errno;
  if (from == NULL || to == NULL) return;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return;
  path[length] = 0;
  size_t prefix = strlen(from);
  if (strncmp(path, from, prefix) != 0 || (path[prefix] != '/' && path[prefix] != 0)) return;
  if (fstat(fd, &as) != 0 || as.st_nlink == 0) return;
  if (snprintf(kept, sizeof kept, "%s%s", to, path + prefix) >= (int)sizeof kept) give_up(path);
  if (S_ISDIR(as.st_mode)) keep_names(path, kept);
  else keep_file(path, kept, &as);
  errno = before;
}

int fsync(int fd) {
  static int (*real)(int);
  if (real == NULL) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  int result = real(fd);
  if (result == 0) keep(fd);
  return result;
}

int fdatasync(int fd) {
  static int (*real)(int);
  if (real == NULL) real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  int result = real(fd);
  if (result == 0) keep(fd);
  return result;
}
