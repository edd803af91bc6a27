//===- ProcessCopy.cpp - Work that a copy of this process does ------------===//
#include "schemac/Support/ProcessCopy.h"
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace schemac {

static bool writeAll(int file, std::string_view text) {
  while (!text.empty()) {
    ssize_t n = write(file, text.data(), text.size());
    if (n < 0 && errno != EINTR)
      return false;
    text.remove_prefix(n < 0 ? 0 : size_t(n));
  }
  return true;
}

std::optional<ProcessCopy> ProcessCopy::begin(const std::function<std::string()> &work) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0)
    return std::nullopt;
  pid_t process = fork();
  if (process == 0) {
    close(ends[0]);
    // Nothing else of this process happens twice: no destructor runs, no buffer is flushed.
    _exit(writeAll(ends[1], work()) ? 0 : 1);
  }
  close(ends[1]);
  if (process < 0) {
    close(ends[0]);
    return std::nullopt;
  }
  return ProcessCopy(process, ends[0]);
}

ProcessCopy::ProcessCopy(ProcessCopy &&other) noexcept
    : process(std::exchange(other.process, -1)), pipe(other.pipe) {}

ProcessCopy::~ProcessCopy() {
  if (process < 0)
    return;
  kill(process, SIGKILL);
  result();
}

std::optional<std::string> ProcessCopy::result() {
  std::string text;
  char part[1 << 16];
  ssize_t n;
  while ((n = read(pipe, part, sizeof part)) != 0)
    if (n > 0)
      text.append(part, size_t(n));
    else if (errno != EINTR)
      break;
  close(pipe);
  int status = 0;
  while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  process = -1;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? std::optional(std::move(text))
                                                       : std::nullopt;
}

} // namespace schemac
