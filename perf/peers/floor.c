/* The floor: sockets to files and nothing else. floor PORT LIST FOLDER CONNECTIONS BUFFER_BYTES; LIST holds one name per line. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char **names;
static int count, port, folder;
static size_t buffer_bytes;
static atomic_int next_name;

static void check(int fine, const char *what) {
  if (fine) return;
  perror(what);
  exit(1);
}

static void write_all(int file, const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t written = write(file, bytes, length);
    check(written > 0, "write");
    bytes += written;
    length -= written;
  }
}

static void fetch(int server, const char *name, char *buffer) {
  int asked = snprintf(buffer, buffer_bytes, "GET /%s HTTP/1.1\r\nHost: localhost\r\n\r\n", name);
  check(send(server, buffer, asked, 0) == asked, "send");
  size_t held = 0;
  char *body = NULL;
  while (body == NULL) {
    ssize_t got = recv(server, buffer + held, buffer_bytes - 1 - held, 0);
    check(got > 0, "recv");
    held += got;
    buffer[held] = 0;
    body = strstr(buffer, "\r\n\r\n");
  }
  check(strncmp(buffer, "HTTP/1.1 200", 12) == 0, name);
  char *length = strstr(buffer, "Content-Length: ");
  check(length != NULL, "Content-Length");
  long long left = atoll(length + 16);
  body += 4;
  int file = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  check(file >= 0, name);
  size_t first = held - (body - buffer);
  write_all(file, body, first);
  left -= first;
  while (left > 0) {
    ssize_t got = recv(server, buffer, left < (long long)buffer_bytes ? (size_t)left : buffer_bytes, 0);
    check(got > 0, "recv");
    write_all(file, buffer, got);
    left -= got;
  }
  close(file);
}

static void *work(void *unused) {
  (void)unused;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int server = socket(AF_INET, SOCK_STREAM, 0);
  check(connect(server, (struct sockaddr *)&address, sizeof address) == 0, "connect");
  char *buffer = malloc(buffer_bytes);
  check(buffer != NULL, "malloc");
  for (int one; (one = atomic_fetch_add(&next_name, 1)) < count;) fetch(server, names[one], buffer);
  close(server);
  return NULL;
}

int main(int argc, char **argv) {
  check(argc == 6, "floor PORT LIST FOLDER CONNECTIONS BUFFER_BYTES");
  port = atoi(argv[1]);
  FILE *list = fopen(argv[2], "r");
  check(list != NULL, argv[2]);
  char line[256];
  while (fgets(line, sizeof line, list) != NULL) {
    line[strcspn(line, "\n")] = 0;
    names = realloc(names, (count + 1) * sizeof *names);
    names[count++] = strdup(line);
  }
  fclose(list);
  folder = open(argv[3], O_RDONLY | O_DIRECTORY);
  check(folder >= 0, argv[3]);
  int connections = atoi(argv[4]);
  buffer_bytes = atoll(argv[5]);
  check(connections > 0 && connections <= 256 && buffer_bytes >= 4096, "CONNECTIONS BUFFER_BYTES");
  pthread_t threads[256];
  for (int one = 0; one < connections; one++) check(pthread_create(&threads[one], NULL, work, NULL) == 0, "pthread_create");
  for (int one = 0; one < connections; one++) pthread_join(threads[one], NULL);
  return 0;
}
