//===- Source.h - Source buffers and locations ------------------*- C++ -*-===//
//
// Every text that schemac reads is a buffer of one SourceManager, and a place in any of them is one
// 32-bit number. So an entity of the IR carries its origin in eight bytes (100,000 tables must
// fit), and a diagnostic can point into any input without knowing which front end read it.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace schemac {

/// A position in some buffer of a SourceManager. Raw value 0 means "nowhere".
struct Loc {
  uint32_t raw = 0;
  bool isValid() const { return raw != 0; }
  explicit operator bool() const { return isValid(); }
  Loc operator+(uint32_t n) const { return Loc{raw + n}; }
  friend bool operator==(Loc, Loc) = default;
  friend auto operator<=>(Loc, Loc) = default;
};

/// A half-open range [begin, end) within one buffer.
struct SourceRange {
  Loc begin, end;
  SourceRange() = default;
  SourceRange(Loc b, Loc e) : begin(b), end(e) {}
  explicit SourceRange(Loc b) : begin(b), end(b) {}
  bool isValid() const { return begin.isValid(); }
  uint32_t length() const { return end.raw - begin.raw; }
  friend bool operator==(SourceRange, SourceRange) = default;
};

/// Index of a buffer in its SourceManager.
struct FileId {
  uint32_t index = UINT32_MAX;
  bool isValid() const { return index != UINT32_MAX; }
  friend bool operator==(FileId, FileId) = default;
};

/// A location as a person writes it. Lines and columns start at 1; columns count bytes.
struct DecodedLoc {
  std::string_view file;
  unsigned line = 0, column = 0;
  FileId id; ///< Invalid when the text of the file is not loaded (see addExternal).
};

class SourceManager {
public:
  SourceManager();
  ~SourceManager();
  SourceManager(const SourceManager &) = delete;
  SourceManager &operator=(const SourceManager &) = delete;

  /// Takes over \p text. \p name is what diagnostics print; it need not be a path that exists
  /// ("main:prisma/schema.prisma"). The sum of all buffers must stay below 2 GiB; an invalid id is
  /// returned when it would not.
  FileId addBuffer(std::string name, std::string text);

  /// A position in a file whose text is not loaded, as `.sir` states it: loc("a.prisma":12:3).
  /// It can be printed and compared, but no line can be quoted from it.
  Loc addExternal(std::string_view name, unsigned line, unsigned column);

  /// First position of a buffer; `begin(f) + offset` is any other.
  Loc begin(FileId file) const;
  SourceRange whole(FileId file) const;
  std::string_view name(FileId file) const;
  std::string_view text(FileId file) const;
  unsigned numBuffers() const;

  /// The buffer that holds \p loc; invalid for external or null positions.
  FileId fileOf(Loc loc) const;
  /// Offset of \p loc in its buffer.
  uint32_t offsetOf(Loc loc) const;
  DecodedLoc decode(Loc loc) const;
  /// The text a range covers; empty when it is not loaded.
  std::string_view text(SourceRange range) const;
  /// The line (without its newline) that holds \p loc; empty when it is not loaded.
  std::string_view lineText(Loc loc) const;
  /// Position of the first byte of a 1-based line; invalid when there is no such line.
  Loc lineStart(FileId file, unsigned line) const;
  /// True when \p a comes before \p b: "nowhere" first, then by buffer in the order added, then by
  /// offset; positions in unloaded files come last, by name, line and column.
  bool before(Loc a, Loc b) const;

private:
  struct Buffer;
  struct External;
  struct ExternalIndex;
  const Buffer *bufferOf(Loc loc) const;
  std::vector<std::unique_ptr<Buffer>> buffers;
  std::vector<External> externals;
  std::unique_ptr<ExternalIndex> externalIndex;
  uint32_t next = 1;
};

} // namespace schemac
