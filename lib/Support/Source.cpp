//===- Source.cpp - Source buffers and locations ------------------------------===//
//
// A buffer of n bytes owns the n+1 numbers from its base on, so that its end is a position of its
// own and never that of the next buffer. Numbers with the top bit set are external positions.
//
//===----------------------------------------------------------------------===//
#include "schemac/Support/Source.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"
#include <algorithm>
#include <cassert>
#include <optional>
#include <tuple>

namespace schemac {
namespace {

constexpr uint32_t externalBit = 0x80000000u;

bool isExternal(Loc loc) { return loc.raw & externalBit; }

} // namespace

struct SourceManager::Buffer {
  std::string name, text;
  uint32_t base = 0;
  FileId id;
  /// How many lines end before each block of the text; made when first asked for, as most files
  /// that are read are never complained about. Blocks and not lines, which are millions in a large
  /// file.
  mutable std::vector<uint32_t> endsBefore;
  static constexpr size_t blockSize = 4096;

  std::string_view block(size_t i) const {
    return std::string_view(text).substr(i * blockSize, blockSize);
  }
  const std::vector<uint32_t> &blocks() const {
    if (endsBefore.empty()) {
      endsBefore.reserve(text.size() / blockSize + 1);
      uint32_t ends = 0;
      for (size_t i = 0; i * blockSize <= text.size(); ++i) {
        endsBefore.push_back(ends);
        ends += newlines(block(i));
      }
    }
    return endsBefore;
  }
  static uint32_t newlines(std::string_view part) {
    return uint32_t(std::count(part.begin(), part.end(), '\n'));
  }
  /// 0-based number of the line that holds \p offset.
  size_t lineOf(size_t offset) const {
    size_t i = offset / blockSize;
    return blocks()[i] + newlines(block(i).substr(0, offset % blockSize));
  }
  /// Offset of the first byte of a line by its 0-based number; none when there are fewer.
  std::optional<size_t> lineStart(size_t line) const {
    auto after = std::lower_bound(blocks().begin(), blocks().end(), line);
    size_t at = after == blocks().begin() ? 0 : size_t(after - blocks().begin() - 1) * blockSize;
    for (size_t left = line - blocks()[at / blockSize]; left; --left) {
      size_t end = text.find('\n', at);
      if (end == std::string::npos)
        return std::nullopt;
      at = end + 1;
    }
    return at;
  }
  /// Offset of the first byte of the line that holds \p offset.
  size_t startOfLine(size_t offset) const { return *lineStart(lineOf(offset)); }
};

struct SourceManager::External {
  std::string_view file; ///< in ExternalIndex::files
  unsigned line, column;
};

/// Equal external positions get equal numbers, so that printed IR reads back as the same IR.
struct SourceManager::ExternalIndex {
  llvm::StringMap<uint32_t> files;
  llvm::DenseMap<std::pair<uint32_t, uint64_t>, uint32_t> positions;
};

SourceManager::SourceManager() : externalIndex(std::make_unique<ExternalIndex>()) {}
SourceManager::~SourceManager() = default;

FileId SourceManager::addBuffer(std::string name, std::string text) {
  if (text.size() >= externalBit - next)
    return {};
  auto buffer = std::make_unique<Buffer>();
  buffer->name = std::move(name);
  buffer->text = std::move(text);
  buffer->base = next;
  buffer->id.index = uint32_t(buffers.size());
  next += uint32_t(buffer->text.size()) + 1;
  buffers.push_back(std::move(buffer));
  return buffers.back()->id;
}

Loc SourceManager::addExternal(std::string_view name, unsigned line, unsigned column) {
  auto &index = *externalIndex;
  auto file = index.files.try_emplace({name.data(), name.size()}, index.files.size()).first;
  uint64_t place = uint64_t(line) << 32 | column;
  auto [entry, isNew] = index.positions.try_emplace({file->second, place}, externals.size());
  if (isNew)
    externals.push_back({{file->getKeyData(), file->getKeyLength()}, line, column});
  return Loc{externalBit | entry->second};
}

Loc SourceManager::begin(FileId file) const { return Loc{buffers[file.index]->base}; }

SourceRange SourceManager::whole(FileId file) const {
  Loc first = begin(file);
  return {first, first + uint32_t(text(file).size())};
}

std::string_view SourceManager::name(FileId file) const { return buffers[file.index]->name; }
std::string_view SourceManager::text(FileId file) const { return buffers[file.index]->text; }
unsigned SourceManager::numBuffers() const { return unsigned(buffers.size()); }

const SourceManager::Buffer *SourceManager::bufferOf(Loc loc) const {
  if (!loc || isExternal(loc) || loc.raw >= next)
    return nullptr;
  auto after = std::upper_bound(buffers.begin(), buffers.end(), loc.raw,
                                [](uint32_t raw, const auto &b) { return raw < b->base; });
  return std::prev(after)->get();
}

FileId SourceManager::fileOf(Loc loc) const {
  const Buffer *buffer = bufferOf(loc);
  return buffer ? buffer->id : FileId{};
}

uint32_t SourceManager::offsetOf(Loc loc) const {
  const Buffer *buffer = bufferOf(loc);
  return buffer ? loc.raw - buffer->base : 0;
}

DecodedLoc SourceManager::decode(Loc loc) const {
  if (isExternal(loc)) {
    uint32_t at = loc.raw & ~externalBit;
    if (at >= externals.size())
      return {};
    const External &e = externals[at];
    return {e.file, e.line, e.column, {}};
  }
  const Buffer *buffer = bufferOf(loc);
  if (!buffer)
    return {};
  size_t offset = loc.raw - buffer->base;
  return {buffer->name, unsigned(buffer->lineOf(offset) + 1),
          unsigned(offset - buffer->startOfLine(offset) + 1), buffer->id};
}

std::string_view SourceManager::text(SourceRange range) const {
  const Buffer *buffer = bufferOf(range.begin);
  if (!buffer || bufferOf(range.end) != buffer || range.end < range.begin)
    return {};
  return std::string_view(buffer->text).substr(range.begin.raw - buffer->base, range.length());
}

std::string_view SourceManager::lineText(Loc loc) const {
  const Buffer *buffer = bufferOf(loc);
  if (!buffer)
    return {};
  std::string_view text = buffer->text;
  size_t start = buffer->startOfLine(loc.raw - buffer->base);
  text = text.substr(start, text.find('\n', start) - start);
  if (text.ends_with('\r'))
    text.remove_suffix(1);
  return text;
}

Loc SourceManager::lineStart(FileId file, unsigned line) const {
  if (!file.isValid() || file.index >= buffers.size())
    return {};
  const Buffer &buffer = *buffers[file.index];
  std::optional<size_t> start = line == 0 ? std::nullopt : buffer.lineStart(line - 1);
  return start ? Loc{buffer.base + uint32_t(*start)} : Loc{};
}

bool SourceManager::before(Loc a, Loc b) const {
  if (!isExternal(a) || !isExternal(b))
    return a.raw < b.raw;
  auto key = [&](Loc loc) {
    const External &e = externals[loc.raw & ~externalBit];
    return std::tuple(e.file, e.line, e.column);
  };
  return key(a) < key(b);
}

} // namespace schemac
