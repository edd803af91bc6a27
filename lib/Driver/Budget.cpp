//===- Budget.cpp - --lock-budget and --small-table -----------------------===//
#include "schemac/Driver/Budget.h"
#include "TrafficPatterns.h"
#include "schemac/Support/Amounts.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <fmt/format.h>

namespace schemac {

namespace {

/// "access-exclusive"
std::string modeOption(LockMode mode) {
  std::string out;
  for (char c : lockName(mode))
    out += c == ' ' ? '-' : static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return out;
}

/// The mode that makes others wait and is called so.
std::optional<LockMode> blockingMode(std::string_view name) {
  for (auto m = LockMode::None; m <= LockMode::AccessExclusive; m = LockMode(int(m) + 1))
    if (blocks(m) != Blocks::Nothing && modeOption(m) == name)
      return m;
  return std::nullopt;
}

/// 16777216 of "16MB"; nothing when it is not a size in bytes.
std::optional<int64_t> parseBytes(llvm::StringRef text) {
  constexpr std::pair<const char *, int> units[] = {{"kB", 10}, {"MB", 20}, {"GB", 30}, {"B", 0}};
  for (auto [unit, shift] : units)
    if (uint32_t number = 0; text.consume_back(unit))
      return text.getAsInteger(10, number) ? std::nullopt : std::optional(int64_t(number) << shift);
  return std::nullopt;
}

/// The class that a part begins with, "hot:", which is taken off; normal when it begins with none.
/// Nothing when there is no such class.
std::optional<Traffic> takeClass(llvm::StringRef &part) {
  auto [word, rest] = part.split(':');
  if (word.size() == part.size())
    return Traffic::Normal;
  part = rest;
  return trafficNamed({word.data(), word.size()});
}

std::string unknownClass(llvm::StringRef whole) {
  return fmt::format("'{}' is no class of traffic: hot, normal or cold",
                     whole.split(':').first.str());
}

} // namespace

std::string parseLockBudget(std::string_view text, LockBudget &budget) {
  llvm::SmallVector<llvm::StringRef> parts;
  llvm::StringRef(text.data(), text.size()).split(parts, ',');
  for (llvm::StringRef part : parts) {
    llvm::StringRef whole = part;
    std::optional<Traffic> traffic = takeClass(part);
    if (!traffic)
      return unknownClass(whole);
    auto [name, value] = part.split('=');
    std::optional<LockMode> mode = blockingMode({name.data(), name.size()});
    if (!mode)
      return fmt::format("'{}' is no lock that makes others wait: share, share-row-exclusive, "
                         "exclusive or access-exclusive",
                         name.str());
    std::optional<double> ms = parseDuration({value.data(), value.size()});
    if (!ms && value != "any")
      return fmt::format("'{}' is no duration: 500ms, 1s, 2min, 1h or any", value.str());
    budget.setLimit(*traffic, *mode, ms);
  }
  return {};
}

std::string parseSmallTable(std::string_view text, LockBudget &budget) {
  llvm::SmallVector<llvm::StringRef> parts;
  llvm::StringRef(text.data(), text.size()).split(parts, ',');
  for (llvm::StringRef part : parts) {
    llvm::StringRef whole = part;
    std::optional<Traffic> traffic = takeClass(part);
    if (!traffic)
      return unknownClass(whole);
    if (int64_t rows = 0; !part.getAsInteger(10, rows) && rows >= 0) {
      budget.setSmallRows(*traffic, rows);
    } else if (auto bytes = parseBytes(part)) {
      budget.setSmallBytes(*traffic, *bytes);
    } else if (part == "any") {
      budget.setSmallRows(*traffic, TrafficClass::Any);
      budget.setSmallBytes(*traffic, TrafficClass::Any);
    } else {
      return fmt::format("'{}' is neither a number of rows nor a size: 50000, 16MB or any",
                         part.str());
    }
  }
  return {};
}

std::string readBudget(const CommandLine &line, LockBudget &budget) {
  std::string wrong;
  if (auto text = line.value("small-table"))
    wrong = parseSmallTable(*text, budget);
  if (auto text = line.value("lock-budget"); text && wrong.empty())
    wrong = parseLockBudget(*text, budget);
  std::vector<TrafficPattern> patterns;
  if (auto text = line.value("traffic"); text && wrong.empty())
    wrong = parseTraffic(*text, patterns);
  return wrong;
}

} // namespace schemac
