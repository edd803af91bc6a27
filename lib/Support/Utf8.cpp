//===- Utf8.cpp - Characters of UTF-8 text --------------------------------===//
#include "schemac/Support/Utf8.h"
#include "llvm/Support/ConvertUTF.h"
#include <algorithm>

namespace schemac {

size_t utf8Length(std::string_view text) {
  if (text.empty())
    return 0;
  auto begin = reinterpret_cast<const llvm::UTF8 *>(text.data());
  size_t length = llvm::getNumBytesForUTF8(*begin);
  bool legal = length <= text.size() && llvm::isLegalUTF8Sequence(begin, begin + text.size());
  return legal ? length : 0;
}

size_t countCharacters(std::string_view text) {
  return size_t(std::ranges::count_if(text, beginsCharacter));
}

} // namespace schemac
