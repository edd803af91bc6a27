//===- SizedTexts.cpp - TEXT(n) and BLOB(n) --------------------------------===//
//
// A server makes TEXT(n) the least of the four types that hold n characters, and BLOB(n) the least
// that holds n bytes. How wide a character may be its character set says.
//
//===----------------------------------------------------------------------===//
#include "Dialect/MySql/MySqlDialect.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <array>
#include <optional>

namespace schemac::mysql {

namespace {

constexpr std::array TextKinds = {TypeKind::TinyText, TypeKind::Text, TypeKind::MediumText,
                                  TypeKind::LongText};
constexpr std::array ByteKinds = {TypeKind::TinyBytes, TypeKind::Bytes, TypeKind::MediumBytes,
                                  TypeKind::LongBytes};
constexpr uint64_t Widest = 4;

struct SizedType {
  bool isText = false;
  uint64_t size = 0;
};

std::optional<SizedType> sizedType(Type type) {
  if (!type.is(TypeKind::Native))
    return std::nullopt;
  llvm::StringRef text = type.native().str();
  SizedType out;
  out.isText = text.consume_front("text");
  if (!out.isText && !text.consume_front("blob"))
    return std::nullopt;
  text = text.trim();
  bool enclosed = text.consume_front("(") && text.consume_back(")");
  constexpr uint64_t Most = UINT32_MAX; // what servers take
  if (!enclosed || text.trim().getAsInteger(10, out.size) || out.size > Most)
    return std::nullopt;
  return out;
}

TypeKind kindFor(const SizedType &sized, uint64_t width) {
  const auto &kinds = sized.isText ? TextKinds : ByteKinds;
  if (sized.size == 0)
    return kinds[1]; // as if nothing were said
  uint64_t bytes = sized.size * (sized.isText ? width : 1);
  return bytes < 1u << 8    ? kinds[0]
         : bytes < 1u << 16 ? kinds[1]
         : bytes < 1u << 24 ? kinds[2]
                            : kinds[3];
}

/// The bytes of the widest character.
uint64_t widthOf(std::string_view charset) {
  static constexpr std::pair<std::string_view, uint64_t> Wide[] = {
      {"utf8mb4", 4}, {"utf16", 4}, {"utf16le", 4}, {"utf32", 4},  {"gb18030", 4},
      {"utf8mb3", 3}, {"ujis", 3},  {"eucjpms", 3}, {"ucs2", 2},   {"sjis", 2},
      {"cp932", 2},   {"big5", 2},  {"gbk", 2},     {"gb2312", 2}, {"euckr", 2}};
  auto it = std::ranges::find(Wide, charset, &std::pair<std::string_view, uint64_t>::first);
  return it == std::end(Wide) ? 1 : it->second;
}

} // namespace

void canonicalizeSizedTexts(Context &context, Column &column, Name charset) {
  std::optional<SizedType> sized = sizedType(column.type);
  if (!sized)
    return;
  uint64_t width = charset ? widthOf(charset.str()) : Widest;
  TypeKind kind = kindFor(*sized, width);
  if (charset || kind == kindFor(*sized, 1))
    column.type = context.type(kind);
}

bool maySizedTextBe(Type written, Type type) {
  std::optional<SizedType> sized = sizedType(written);
  if (!sized)
    return false;
  for (uint64_t width = 1; width <= Widest; ++width)
    if (type.is(kindFor(*sized, width)))
      return true;
  return false;
}

} // namespace schemac::mysql
