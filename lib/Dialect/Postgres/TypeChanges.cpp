//===- TypeChanges.cpp - Between two types: cost, fit, cast ---------------===//
//
// Looks up TypeChanges.def. An array changes as its elements do, except that the server knows no
// shortcut for arrays; a scalar becomes an array of one.
//
//===----------------------------------------------------------------------===//

#include "Dialect/Postgres/PostgresDialect.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include <algorithm>
#include <optional>

namespace schemac::postgres {

namespace {

__extension__ using KindSet = unsigned __int128; // there are more than 64 kinds
constexpr KindSet setOf(TypeKind k) { return KindSet(1) << unsigned(k); }

namespace kinds {
#define TYPE(CLASS, SPELLING, MIN, MAX) constexpr KindSet CLASS = setOf(TypeKind::CLASS);
#include "schemac/IR/Types.def"
/// Those of other databases have no spelling here.
constexpr KindSet Foreign = 0
#define PG_TYPE(KIND, SPELLING, P0, P1)                                                            \
  | (TypeKind::KIND < TypeKind::Enum && sizeof(SPELLING) == 1 ? setOf(TypeKind::KIND) : KindSet(0))
#include "schemac/Dialect/Postgres/Types.def"
    ;
constexpr KindSet Every = ~KindSet(0) & ~Array & ~Foreign;
constexpr KindSet Ints = I16 | I32 | I64;
constexpr KindSet Strings = Text | VarChar | CiText; ///< Char pads, and is named where it is meant
/// What has a textual form that reads back as the same value.
constexpr KindSet Parsed = Bool | Ints | F32 | F64 | Numeric | Uuid | Json | JsonB | Xml | Inet |
                           Oid | Bit | VarBit | Date | Time | TimeTz | Timestamp | TimestampTz |
                           Interval | Enum | Composite | Range | Cidr | MacAddr | MacAddr8 | Point |
                           Line | LSeg | Box | Path | Polygon | Circle | TsVector | TsQuery |
                           JsonPath | PgLsn | Xid | Int4Range | Int8Range | NumRange | TsRange |
                           TsTzRange | DateRange | Int4MultiRange | Int8MultiRange | NumMultiRange |
                           TsMultiRange | TsTzMultiRange | DateMultiRange;
/// What is one type only by its name.
constexpr KindSet Named = Enum | Domain | Composite | Range | Native;
/// Types of which equal parameters mean the same type.
constexpr KindSet Plain = Every & ~Named;
constexpr KindSet SameKind = 0; ///< as the `to` of a row: the kind of `from`
} // namespace kinds

enum class Relation : uint8_t {
#define RELATION(NAME, MEANING) NAME,
#include "schemac/Dialect/Postgres/TypeChanges.def"
};
constexpr std::string_view relationMeanings[] = {
#define RELATION(NAME, MEANING) MEANING,
#include "schemac/Dialect/Postgres/TypeChanges.def"
};

struct ChangeRow {
  KindSet from, to;
  Relation relation;
  TypeChange change;
  std::string_view cast;
};
struct FitRow {
  KindSet from, to;
  Relation relation;
};

using namespace kinds;
constexpr ChangeRow changeRows[] = {
#define CHANGE(FROM, TO, RELATION, CLASS, CAST)                                                    \
  {FROM, TO, Relation::RELATION, TypeChange::CLASS, CAST},
#include "schemac/Dialect/Postgres/TypeChanges.def"
};
constexpr FitRow fitRows[] = {
#define FIT(FROM, TO, RELATION) {FROM, TO, Relation::RELATION},
#include "schemac/Dialect/Postgres/TypeChanges.def"
};

int param(Type t, unsigned i) {
  return t.param(i) < 0 ? typeRow(t.kind()).defaults[i] : t.param(i);
}

/// Digits before the point that a decimal has room for.
int wholeDigits(Type t) {
  int precision = param(t, 0);
  return precision == schemac::postgres::Unlimited ? precision : precision - param(t, 1);
}
int scale(Type t) {
  return param(t, 0) == schemac::postgres::Unlimited ? schemac::postgres::Unlimited : param(t, 1);
}
int integerDigits(TypeKind k) { return k == TypeKind::I16 ? 5 : k == TypeKind::I32 ? 10 : 19; }

bool holds(Relation r, Type from, Type to) {
  switch (r) {
  case Relation::Always:
    return true;
  case Relation::SameParam:
    return param(from, 0) == param(to, 0) && param(from, 1) == param(to, 1) &&
           (!(setOf(from.kind()) & Named) || from == to);
  case Relation::Grows:
    return param(to, 0) >= param(from, 0);
  case Relation::Unlimited:
    return param(to, 0) == schemac::postgres::Unlimited;
  case Relation::Finest:
    return param(to, 0) == 6;
  case Relation::HoldsInteger:
    return wholeDigits(to) >= integerDigits(from.kind());
  case Relation::SameScaleGrows:
    return param(to, 0) == schemac::postgres::Unlimited ||
           (scale(from) == scale(to) && param(to, 0) >= param(from, 0));
  case Relation::HoldsDigits:
    return wholeDigits(to) >= wholeDigits(from) && scale(to) >= scale(from);
  }
  return false;
}

template <class Row> bool matches(const Row &row, Type from, Type to) {
  KindSet wanted = row.to == SameKind ? setOf(from.kind()) : row.to;
  return (row.from & setOf(from.kind())) && (wanted & setOf(to.kind())) &&
         holds(row.relation, from, to);
}

const ChangeRow *findChange(Type from, Type to) {
  auto it = std::find_if(std::begin(changeRows), std::end(changeRows),
                         [&](const ChangeRow &row) { return matches(row, from, to); });
  return it == std::end(changeRows) ? nullptr : it;
}

bool fits(Type from, Type to) {
  return std::any_of(std::begin(fitRows), std::end(fitRows),
                     [&](const FitRow &row) { return matches(row, from, to); });
}

/// Whether \p sql stays one operand when something is appended to it.
bool isOperand(llvm::StringRef sql) {
  return llvm::all_of(sql,
                      [](char c) { return llvm::isAlnum(c) || c == '_' || c == '.' || c == '"'; });
}

std::string fill(llvm::StringRef form, std::string_view value, Type to) {
  std::string out;
  std::string operand = isOperand(value) ? std::string(value) : "(" + std::string(value) + ")";
  while (!form.empty()) {
    if (form.consume_front("{v}"))
      out += operand;
    else if (form.consume_front("{t}"))
      out += typeName(to);
    else
      out += form.front(), form = form.drop_front();
  }
  return out;
}

/// The cast of an element as a cast of the whole array; empty when it has none that goes by itself.
std::string castArray(llvm::StringRef form) {
  if (form.contains("TIME ZONE") || form.contains("||"))
    return "";
  std::string out;
  while (!form.empty()) {
    for (llvm::StringRef name : {"::text", "::integer", "::numeric", "::varbit"})
      if (form.consume_front(name))
        out += name.str() + "[]";
    if (!form.empty())
      out += form.front(), form = form.drop_front();
  }
  return out;
}

TypeChange atLeastRewrite(TypeChange c) {
  return c == TypeChange::Catalog || c == TypeChange::IndexRebuild ? TypeChange::Rewrite : c;
}

/// The elements only lose their limit. The server then calls nothing on them; with any other limit,
/// a greater one as well, it goes through all of them.
bool losesLimit(Type from, Type to) {
  constexpr KindSet limited = setOf(TypeKind::Numeric) | setOf(TypeKind::VarChar) |
                              setOf(TypeKind::VarBit) | setOf(TypeKind::Time) |
                              setOf(TypeKind::TimeTz) | setOf(TypeKind::Timestamp) |
                              setOf(TypeKind::TimestampTz) | setOf(TypeKind::Interval);
  return from.kind() == to.kind() && (setOf(to.kind()) & limited) && to.param(0) < 0;
}

/// An oid that is written as the name of what it is the number of.
bool isObjectName(Type t) {
  return t.is(TypeKind::Native) &&
         llvm::StringSwitch<bool>(t.native().str())
             .Cases("regclass", "regtype", "regproc", "regprocedure", "regoper", true)
             .Cases("regoperator", "regconfig", "regdictionary", "regnamespace", "regrole", true)
             .Case("regcollation", true)
             .Default(false);
}

/// Changes of types that have no kind of their own; none when the rows are to be asked.
std::optional<TypeChange> nativeChange(Type from, Type to) {
  if ((isObjectName(from) && to.is(TypeKind::Oid)) || (from.is(TypeKind::Oid) && isObjectName(to)))
    return TypeChange::Catalog;
  if ((isObjectName(from) && to.is(TypeKind::I32)) || (from.is(TypeKind::I32) && isObjectName(to)))
    return TypeChange::IndexRebuild;
  bool fields = from.is(TypeKind::Native) && from.native().str().starts_with("interval ");
  if (fields && to.is(TypeKind::Interval) && to.param(0) < 0)
    return TypeChange::Catalog; // which takes what any fields leave
  return std::nullopt;
}

} // namespace

TypeChange typeChange(Type from, Type to) {
  if (from == to)
    return TypeChange::Same;
  if (auto native = nativeChange(from, to))
    return *native;
  if (to.is(TypeKind::Array)) {
    bool both = from.is(TypeKind::Array);
    TypeChange inner = typeChange(both ? from.element() : from, to.element());
    if (both && inner != TypeChange::Same && castExpr("v", from, to).empty())
      return TypeChange::NoCast;
    if (both && losesLimit(from.element(), to.element()))
      return TypeChange::Catalog;
    return both                        ? atLeastRewrite(inner)
           : inner == TypeChange::Same ? TypeChange::Rewrite
                                       : atLeastRewrite(inner);
  }
  const ChangeRow *row = findChange(from, to);
  return row ? row->change : TypeChange::NoCast;
}

Fit fit(Type from, Type to) {
  if (from == to)
    return Fit::Equal;
  if (from.is(TypeKind::Array) && to.is(TypeKind::Array))
    return fit(from.element(), to.element());
  bool wider = fits(from, to), narrower = fits(to, from);
  return wider && narrower ? Fit::Equal
         : wider           ? Fit::Wider
         : narrower        ? Fit::Narrower
                           : Fit::Different;
}

std::string castExpr(std::string_view value, Type from, Type to) {
  if (from == to)
    return std::string(value);
  if (to.is(TypeKind::Array) && !from.is(TypeKind::Array)) {
    std::string one = castExpr(value, from, to.element());
    if (one.empty())
      return one;
    std::string operand = isOperand(value) ? std::string(value) : "(" + std::string(value) + ")";
    return "CASE WHEN " + operand + " IS NOT NULL THEN ARRAY[" + one + "]::" + typeName(to) +
           " END";
  }
  bool arrays = from.is(TypeKind::Array) && to.is(TypeKind::Array);
  const ChangeRow *row = arrays ? findChange(from.element(), to.element()) : findChange(from, to);
  if (!row)
    return "";
  return fill(arrays ? castArray(row->cast) : std::string(row->cast), value, to);
}

/// The kinds as `.sir` spells them.
static std::string kindNames(KindSet set) {
  std::string out;
  for (unsigned i = 0; i <= unsigned(TypeKind::Native); ++i)
    if (set & setOf(TypeKind(i)))
      out += (out.empty() ? "" : ", ") + std::string(typeInfo(TypeKind(i)).spelling);
  return out;
}

std::vector<CastRule> castRules() {
  std::vector<CastRule> out;
  for (const ChangeRow &row : changeRows)
    out.push_back({row.from == Every ? "any" : kindNames(row.from),
                   row.to == SameKind ? "the same" : kindNames(row.to),
                   relationMeanings[size_t(row.relation)], row.change, row.cast});
  return out;
}

} // namespace schemac::postgres
