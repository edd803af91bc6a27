//===- ProcessCopy.h - Work that a copy of this process does ----*- C++ -*-===//
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace schemac {

/// Work in a copy of this process, beside it. The copy has everything as it was when it was made;
/// what it changes, it changes for itself, and all that comes back is the text that the work
/// returns. So nothing that both use need be safe for threads.
class ProcessCopy {
public:
  /// Begins \p work in a copy; nothing when none can be made. Output must be flushed before, and
  /// \p work writes none.
  static std::optional<ProcessCopy> begin(const std::function<std::string()> &work);
  ProcessCopy(ProcessCopy &&other) noexcept;
  ProcessCopy(const ProcessCopy &) = delete;
  ProcessCopy &operator=(ProcessCopy &&) = delete;
  ~ProcessCopy(); ///< ends it

  /// Waits for what the work returns; nothing when the copy did not come to its end.
  std::optional<std::string> result();

private:
  ProcessCopy(int process, int pipe) : process(process), pipe(pipe) {}
  int process; ///< -1: waited for
  int pipe;    ///< its reading end
};

} // namespace schemac
