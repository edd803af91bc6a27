//===- RangeFunctions.cpp - What comes with a range type ------------------===//
#include "schemac/IR/RangeFunctions.h"
#include "schemac/IR/FitName.h"

namespace schemac {

/// makeMultirangeTypeName: the first "range" becomes "multirange", else that is appended.
std::string multirangeName(const RangeType &range, Name type) {
  if (range.multirange)
    return range.multirange.string();
  constexpr std::string_view word = "range", multi = "multirange";
  std::string text = type.string();
  if (size_t at = text.find(word); at != text.npos)
    return std::string(wholeCharacters(text.replace(at, word.size(), multi), MaxNameBytes));
  return std::string(wholeCharacters(text, MaxNameBytes - multi.size() - 1)) + "_" +
         std::string(multi);
}

std::vector<std::pair<QName, QName>> rangeFunctions(Context &context, const RangeType &range,
                                                    QName to) {
  auto multi = [&](QName type) {
    return QName{type.ns, context.name(multirangeName(range, type.name))};
  };
  std::vector<std::pair<QName, QName>> out{{range.name, to}};
  if (multi(range.name) != multi(to))
    out.emplace_back(multi(range.name), multi(to));
  return out;
}

} // namespace schemac
