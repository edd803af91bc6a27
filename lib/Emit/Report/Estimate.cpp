//===- Estimate.cpp - How long a step takes, about ------------------------===//
#include "Estimate.h"
#include "schemac/Emit/Describe.h"
#include <fmt/format.h>

namespace schemac::report {

namespace {

constexpr double catalogMs = 2;
constexpr double bytesPerRow = 120; ///< where only the rows are known
constexpr double scanRate = 200e6, indexRate = 50e6, rewriteRate = 40e6; ///< bytes a second
constexpr double batchRate = 20e3;                                       ///< rows a second

double bytesOf(const EmittedStep &s) {
  return s.bytes >= 0 ? static_cast<double>(s.bytes) : static_cast<double>(s.rows) * bytesPerRow;
}

} // namespace

std::optional<double> estimateMs(const EmittedStep &s) {
  if (s.cost.work == Work::Catalog)
    return catalogMs;
  if (s.rows < 0 && (s.bytes < 0 || s.cost.work == Work::Batches))
    return std::nullopt;
  switch (s.cost.work) {
  case Work::Scan:
    return catalogMs + 1e3 * bytesOf(s) / scanRate;
  case Work::IndexBuild:
    return catalogMs + 1e3 * bytesOf(s) / indexRate;
  case Work::Rewrite:
    return catalogMs + 1e3 * bytesOf(s) / rewriteRate;
  case Work::Batches:
    return catalogMs + 1e3 * static_cast<double>(s.rows) / batchRate;
  case Work::Catalog:
    break;
  }
  return catalogMs;
}

std::string aboutText(const EmittedStep &s) {
  auto ms = estimateMs(s);
  return ms ? roundDuration(*ms) : "–";
}

bool usesRates(const EmittedStep &s) {
  return s.cost.work != Work::Catalog && estimateMs(s).value_or(0) >= 10;
}

std::string ratesText() {
  return fmt::format(
      "durations at {:.0f} MB/s for scans, {:.0f} MB/s for index builds, {:.0f} MB/s "
      "for rewrites and {} rows/s for backfills, without waiting for locks",
      scanRate / 1e6, indexRate / 1e6, rewriteRate / 1e6,
      roundCount(static_cast<int64_t>(batchRate)));
}

} // namespace schemac::report
