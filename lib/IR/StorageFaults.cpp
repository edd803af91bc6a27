//===- StorageFaults.cpp - How rows are kept, as PostgreSQL allows it ----===//
#include "StorageFaults.h"
#include "schemac/IR/UsualStorage.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac {

namespace {

enum class StorageValue : uint8_t { Flag, Auto, Number };

struct StorageParameter {
  std::string_view of, name;
  StorageValue value;
  double least, most;
};
constexpr StorageParameter StorageParameters[] = {
#define PARAMETER(OF, NAME, VALUE, LEAST, MOST) {OF, NAME, StorageValue::VALUE, LEAST, MOST},
#include "StorageParameters.def"
};

/// As PostgreSQL reads one: a beginning of a word will do.
bool isFlag(std::string_view value) {
  llvm::StringRef text(value);
  for (llvm::StringRef word : {"true", "false", "yes", "no", "on", "off"})
    if (!text.empty() && text.size() >= (word.starts_with("o") ? 2 : 1) &&
        word.starts_with_insensitive(text))
      return true;
  return value == "1" || value == "0" || text.empty();
}

std::string valueFault(const StorageParameter &p, std::string_view value) {
  llvm::StringRef text(value);
  if (p.value != StorageValue::Number) {
    if (isFlag(value) || (p.value == StorageValue::Auto && text.equals_insensitive("auto")))
      return {};
    return fmt::format("'{}' is {}true or false, and not '{}'", p.name,
                       p.value == StorageValue::Auto ? "auto, " : "", value);
  }
  double number = 0;
  if (text.getAsDouble(number)) {
    bool word = std::ranges::none_of(value, [](char c) { return c >= '0' && c <= '9'; });
    return word ? fmt::format("'{}' is a number, and not '{}'", p.name, value) : "";
  }
  if (number >= p.least && number <= p.most)
    return {};
  return fmt::format("'{}' is a number from {} to {}, and not {}", p.name, p.least, p.most, value);
}

} // namespace

std::string parametersFault(std::string_view of, const Parameters &list) {
  auto isOf = [](std::string_view of) { return [of](const auto &p) { return p.of == of; }; };
  if (std::ranges::none_of(StorageParameters, isOf(of)))
    return {}; // a method that an extension brings
  for (const Parameter &p : list) {
    std::string lower = llvm::StringRef(p.name.str()).lower();
    std::string_view name = lower, owner = of;
    if (of == "table" && name.starts_with("toast.")) {
      owner = "toast";
      name.remove_prefix(std::string_view("toast.").size());
    }
    if (name.find('.') != name.npos)
      continue; // an extension's
    auto known = std::ranges::find_if(
        StorageParameters, [&](const auto &k) { return k.of == owner && k.name == name; });
    if (known == std::end(StorageParameters))
      return fmt::format("{} has no storage parameter '{}'",
                         owner == "table"   ? "a table"
                         : owner == "toast" ? "a TOAST table"
                                            : "an index of the method " + std::string(of),
                         name);
    if (std::string fault = valueFault(*known, p.value.str()); !fault.empty())
      return fault;
  }
  return {};
}

std::string storageFault(const Column &column) {
  auto isOneOf = [](Name name, std::initializer_list<llvm::StringRef> words) {
    llvm::StringRef text(name.str());
    return std::ranges::any_of(words, [&](auto w) { return w.equals_insensitive(text); });
  };
  Name storage = column.extra ? column.extra->storage : Name();
  Name compression = column.extra ? column.extra->compression : Name();
  if (storage && !isOneOf(storage, {"plain", "external", "extended", "main", "default"}))
    return fmt::format("'{}' is no way to store values: plain, external, extended, main",
                       storage.str());
  if (compression && !isOneOf(compression, {"pglz", "lz4", "default"}))
    return fmt::format("'{}' is no way to compress values: pglz, lz4", compression.str());
  if (!column.type || !isStoredPlain(column.type))
    return {};
  if (compression && !isOneOf(compression, {"default"}))
    return fmt::format("values of type {} are never compressed", column.type.str());
  if (storage && !isOneOf(storage, {"plain", "default"}))
    return fmt::format("values of type {} are stored plain only", column.type.str());
  return {};
}

} // namespace schemac
