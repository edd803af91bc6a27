//===- CheckPairs.cpp - Words of one block that exclude each other --------===//
#include "Lowering.h"
#include "schemac/Frontend/Hcl/Diags.h"

namespace schemac::hcl {
namespace {

struct Pair {
  std::string_view shape, one, other;
  std::string_view fault; ///< what is wrong with both
};
constexpr std::string_view Over =
    "what it is over is said by 'columns' or by blocks 'on', not by both";
constexpr std::string_view Element = "it is over a 'column' or over an 'expr', not over both";
constexpr Pair Pairs[] = {
    {"Column", "default", "as", "a generated column has no default"},
    {"Column", "identity", "as", "a generated column is no identity"},
    {"Column", "identity", "default", "an identity has no default: its sequence gives the values"},
    {"Column", "auto_increment", "as", "a generated column has no 'auto_increment'"},
    {"Column", "auto_increment", "default", "a column with 'auto_increment' has no default"},
    {"Column", "as", "as", "'as' says once what a column is generated from"},
    {"Index", "columns", "on", Over},
    {"Unique", "columns", "on", Over},
    {"PrimaryKey", "columns", "on", Over},
    {"On", "column", "expr", Element},
    {"Policy", "check", "with_check",
     "'check' and 'with_check' say the same: one of them stands here"},
    {"By", "column", "expr", Element},
};

/// An attribute that is null, false or an empty list is as good as none. A call stays unevaluated:
/// it may be SQL, which has an error of its own.
bool saysSomething(Instance &i, const Attribute &a) {
  if (a.value->is(ExprKind::Call) || a.value->is(ExprKind::Variable))
    return a.value->name != "null" && a.value->name != "false";
  Value v = i.value(a.name);
  bool no = v.isNull() || v.isUnknown() || (v.is(ValueKind::Bool) && !v.asBool()) ||
            (v.isSequence() && v.items().empty());
  return !no;
}

/// By the name of an attribute, of a block, or of both, as of `as` in a column.
std::vector<SourceRange> placesOf(Instance &i, std::string_view word) {
  std::vector<SourceRange> out;
  if (const Attribute *a = i.attribute(word); a && saysSomething(i, *a))
    out.push_back(a->nameRange);
  for (const auto &c : i.children())
    if (c->type() == word)
      out.push_back(c->range());
  return out;
}

} // namespace

std::optional<SourceRange> placeOf(Instance &i, std::string_view word) {
  std::vector<SourceRange> places = placesOf(i, word);
  return places.empty() ? std::nullopt : std::optional(places[0]);
}

void checkPairs(Instance &i, std::string_view shape, DiagEngine &diags, Words words) {
  auto isHere = [&](std::string_view word) {
    bool isBlock = std::ranges::any_of(i.children(), [&](auto &c) { return c->type() == word; });
    return (i.attribute(word) && hasAttribute(words, shape, word)) ||
           (isBlock && hasBlock(words, shape, word));
  };
  for (const Pair &p : Pairs) {
    if (p.shape != shape || !isHere(p.one) || !isHere(p.other))
      continue;
    std::vector<SourceRange> places = placesOf(i, p.one);
    places.resize(std::min<size_t>(places.size(), p.one == p.other ? 2 : 1));
    if (auto other = placeOf(i, p.other); other && p.one != p.other)
      places.push_back(*other);
    if (places.size() < 2)
      continue;
    std::ranges::sort(places, {}, &SourceRange::begin);
    diags.report(places[1], diag::err_hcl_conflict, p.fault).label(places[0], "the other is here");
  }
}

} // namespace schemac::hcl
