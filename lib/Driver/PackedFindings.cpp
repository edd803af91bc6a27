//===- PackedFindings.cpp - Findings from a copy of this process ----------===//
//
// One walk over the parts of a finding serves both ways.
//
//===----------------------------------------------------------------------===//
#include "PackedFindings.h"
#include <cassert>
#include <cstring>
#include <type_traits>

namespace schemac {

namespace {
class Packer {
public:
  template <class T> void operator()(const T &value) {
    static_assert(std::is_trivially_copyable_v<T>);
    bytes.append(reinterpret_cast<const char *>(&value), sizeof value);
  }
  void operator()(const std::string &text) {
    (*this)(text.size());
    bytes += text;
  }
  template <class T> void operator()(const std::vector<T> &list) {
    (*this)(list.size());
    for (const T &one : list)
      parts(*this, one);
  }
  std::string bytes;
};

class Unpacker {
public:
  explicit Unpacker(std::string_view bytes) : bytes(bytes) {}
  template <class T> void operator()(T &value) {
    static_assert(std::is_trivially_copyable_v<T>);
    std::memcpy(static_cast<void *>(&value), take(sizeof value).data(), sizeof value);
  }
  void operator()(std::string &text) { text = take(size()); }
  template <class T> void operator()(std::vector<T> &list) {
    list.resize(size());
    for (T &one : list)
      parts(*this, one);
  }

private:
  size_t size() {
    size_t n = 0;
    (*this)(n);
    return n;
  }
  std::string_view take(size_t count) {
    assert(count <= bytes.size());
    std::string_view taken = bytes.substr(0, count);
    bytes.remove_prefix(count);
    return taken;
  }
  std::string_view bytes;
};

/// \p T, const where it is packed.
template <class T, class As>
concept Is = std::is_same_v<std::remove_const_t<T>, As>;

template <class IO, Is<DiagLabel> T> void parts(IO &io, T &label) {
  io(label.range), io(label.text);
}
template <class IO, Is<DiagNote> T> void parts(IO &io, T &note) {
  io(note.message), io(note.range);
}
template <class IO, Is<TextEdit> T> void parts(IO &io, T &edit) {
  io(edit.range), io(edit.replacement);
}
template <class IO, Is<FixIt> T> void parts(IO &io, T &fix) {
  io(fix.kind), io(fix.title), io(fix.edits);
}
template <class IO, Is<DiagLock> T> void parts(IO &io, T &lock) {
  io(lock.relation), io(lock.mode);
}
template <class IO, Is<Diagnostic> T> void parts(IO &io, T &d) {
  io(d.info), io(d.level), io(d.message), io(d.range);
  io(d.labels), io(d.notes), io(d.fixes), io(d.locks);
}
} // namespace

std::string packFindings(std::span<const Diagnostic> found, const Coverage &coverage) {
  Packer pack;
  pack(coverage);
  pack(std::vector<Diagnostic>(found.begin(), found.end()));
  return std::move(pack.bytes);
}

std::vector<Diagnostic> unpackFindings(std::string_view packed, Coverage &coverage) {
  Unpacker unpack(packed);
  std::vector<Diagnostic> found;
  unpack(coverage);
  unpack(found);
  return found;
}

} // namespace schemac
