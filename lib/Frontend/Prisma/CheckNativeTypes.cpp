//===- CheckNativeTypes.cpp - `@db.` attributes and Unsupported -----------===//
#include "Checker.h"
#include "schemac/Frontend/Prisma/Diags.h"
#include "schemac/Support/Spelling.h"
#include <charconv>

namespace schemac::prisma {
namespace {

/// Limits of arguments. Types that are not here take any number.
struct Range {
  Provider provider;
  std::string_view type;
  unsigned argument;
  uint32_t least, most;
};
constexpr uint32_t unlimited = UINT32_MAX;
constexpr Range ranges[] = {
    {Provider::PostgreSql, "Decimal", 0, 1, 1000},
    {Provider::PostgreSql, "Bit", 0, 1, unlimited},
    {Provider::PostgreSql, "VarBit", 0, 1, unlimited},
    {Provider::PostgreSql, "Timestamp", 0, 0, 6},
    {Provider::PostgreSql, "Timestamptz", 0, 0, 6},
    {Provider::PostgreSql, "Time", 0, 0, 6},
    {Provider::PostgreSql, "Timetz", 0, 0, 6},
    {Provider::CockroachDb, "Decimal", 0, 1, 1000},
    {Provider::CockroachDb, "Bit", 0, 1, unlimited},
    {Provider::CockroachDb, "VarBit", 0, 1, unlimited},
    {Provider::CockroachDb, "Timestamp", 0, 0, 6},
    {Provider::CockroachDb, "Timestamptz", 0, 0, 6},
    {Provider::CockroachDb, "Time", 0, 0, 6},
    {Provider::CockroachDb, "Timetz", 0, 0, 6},
    {Provider::MySql, "Decimal", 0, 0, 65},
    {Provider::MySql, "Decimal", 1, 0, 30},
    {Provider::MySql, "Bit", 0, 1, 64},
    {Provider::MySql, "Char", 0, 0, 255},
    {Provider::MySql, "VarChar", 0, 0, 65535},
    {Provider::SqlServer, "Decimal", 0, 1, 38},
    {Provider::SqlServer, "Decimal", 1, 0, 38},
    {Provider::SqlServer, "Float", 0, 1, 53},
    {Provider::SqlServer, "NVarChar", 0, 0, 4000},
    {Provider::SqlServer, "VarChar", 0, 0, 8000},
    {Provider::SqlServer, "VarBinary", 0, 0, 8000},
    {Provider::SqlServer, "NChar", 0, 0, 4000},
    {Provider::SqlServer, "Char", 0, 0, 8000},
    {Provider::SqlServer, "Binary", 0, 0, 8000},
};

std::optional<uint32_t> number(std::string_view text) {
  uint32_t n = 0;
  if (text.starts_with("+"))
    text.remove_prefix(1);
  auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (text.empty() || error != std::errc() || stop != text.data() + text.size())
    return std::nullopt;
  return n;
}

bool takesMax(const NativeType &t) {
  return t.provider == Provider::SqlServer &&
         (t.name == "VarChar" || t.name == "NVarChar" || t.name == "VarBinary");
}

/// Two numbers belong together: both are given, or none.
bool goodCount(const NativeType &t, size_t n) {
  return n <= size_t(t.maxParams) && (n >= size_t(t.minParams)) && (t.maxParams != 2 || n != 1);
}

std::string takes(const NativeType &t) {
  if (t.maxParams == 0)
    return "no arguments";
  std::string what = t.maxParams == 2 ? "two numbers" : "one number";
  if (takesMax(t))
    what += " or Max";
  return t.minParams == 0 ? what + ", or nothing" : what;
}

} // namespace

std::string scalarNames(uint16_t set) {
  std::string out;
  for (std::string_view name :
       {"Int", "BigInt", "Float", "Decimal", "String", "Boolean", "DateTime", "Json", "Bytes"})
    if (set & *scalarByName(name))
      out += (out.empty() ? "" : " or ") + std::string(name);
  return out;
}

void Checker::checkNativeType(const CheckedField &f) {
  if (!f.native)
    return;
  const Block &b = *f.owner->block;
  SourceRange at = b.range(f.native->text);
  std::string_view name = f.nativeName();
  std::string_view scope = f.native->name.substr(0, f.native->name.find('.'));
  if (datasource && scope != (*datasource)->name)
    diags
        .report(at, diag::err_prisma_native_type, f.native->name,
                fmt::format("'{}'", (*datasource)->name))
        .note("native types begin with the name of the datasource", datasource->nameRange());
  const NativeType *type = nativeType(provider, name);
  if (!type) {
    DiagBuilder d = diags.report(at, diag::err_prisma_native_type, name, providerText());
    std::vector<std::string_view> names;
    for (const NativeType &t : nativeTypes())
      if (provider == t.provider)
        names.push_back(t.name);
    if (std::string_view near = nearestSpelling(name, names); !near.empty())
      d.fix(FixKind::Unsafe, fmt::format("did you mean '{}'?", near),
            {TextEdit{b.range(name), std::string(near)}});
    return;
  }
  if (!goodCount(*type, f.native->args.size()))
    diags.report(at, diag::err_prisma_native_arguments, name, takes(*type));
  else if (!(type->scalars & f.scalar))
    diags.report(at, diag::err_prisma_native_scalar, name, scalarNames(type->scalars), f.name(),
                 f.field->type.name);
  else
    checkNativeArguments(f, *type);
}

void Checker::checkNativeArguments(const CheckedField &f, const NativeType &t) {
  SourceRange at = f.owner->range(f.native->text);
  std::vector<uint32_t> numbers;
  for (const Argument &a : f.native->args) {
    if (takesMax(t) && a.value.value == "Max")
      continue;
    std::optional<uint32_t> n =
        a.value.is(ExprKind::Number) ? number(a.value.value) : std::optional<uint32_t>();
    if (!n) {
      diags.report(at, diag::err_prisma_native_arguments, t.name, takes(t));
      return;
    }
    numbers.push_back(*n);
  }
  if (numbers.size() == 2 && numbers[1] > numbers[0]) {
    diags.report(at, diag::err_prisma_native_arguments, t.name,
                 "a scale that is not larger than the precision");
    return;
  }
  for (const Range &r : ranges) {
    if (r.provider != t.provider || r.type != t.name || r.argument >= numbers.size())
      continue;
    uint32_t n = numbers[r.argument];
    if (n >= r.least && n <= r.most)
      continue;
    diags.report(at, diag::err_prisma_native_arguments, t.name,
                 r.most == unlimited ? fmt::format("a number from {} on", r.least)
                                     : fmt::format("a number from {} to {}", r.least, r.most));
    return;
  }
  if (t.provider == Provider::MySql && t.name == "Bit" && f.is(Boolean) && numbers[0] != 1)
    diags.report(at, diag::err_prisma_native_arguments, t.name, "1 when the field is a Boolean");
}

/// Unsupported("Name(1, 2) more") of a type that there is an attribute for.
void Checker::checkUnsupported(const CheckedField &f) {
  if (f.kind != FieldKind::Unsupported || provider == Provider::MongoDb)
    return;
  std::string_view text = f.field->type.name;
  size_t open = text.find('('), close = text.find(')', open == text.npos ? 0 : open);
  auto trim = [](std::string_view s) {
    size_t first = s.find_first_not_of(' ');
    return first == s.npos ? std::string_view()
                           : s.substr(first, s.find_last_not_of(' ') + 1 - first);
  };
  std::string_view name = trim(text.substr(0, open));
  const NativeType *type = nativeType(provider, name);
  if (!type)
    return;
  size_t count = 0;
  std::string written = fmt::format("@db.{}", name);
  if (open != text.npos && close != text.npos) {
    std::string_view rest = text.substr(open + 1, close - open - 1);
    for (bool more = true; more; ++count) {
      size_t comma = rest.find(',');
      std::string_view part = trim(rest.substr(0, comma));
      if (type->maxParams > 0 && !number(part) && !(takesMax(*type) && part == "Max"))
        return;
      more = comma != rest.npos;
      rest.remove_prefix(more ? comma + 1 : rest.size());
    }
    if (type->maxParams > 0)
      written += text.substr(open, close - open + 1);
  }
  if (type->maxParams > 0 && !goodCount(*type, count))
    return;
  std::string scalars = scalarNames(type->scalars);
  diags.report(f.owner->range(f.field->text), diag::err_prisma_known_unsupported, text,
               scalars.substr(0, scalars.find(' ')) + " " + written);
}

} // namespace schemac::prisma
