//===- CheckDefaultTexts.cpp - Default values that are parsed -------------===//
#include "Checker.h"
#include "schemac/Frontend/Prisma/Diags.h"
#include "schemac/Words/Prisma/Literals.h"
#include "llvm/Support/JSON.h"
#include <charconv>

namespace schemac::prisma {
namespace {

/// The parser reads numbers as C does; JSON has neither "+1" nor ".5" nor "5.".
bool hasJsonNumbers(std::string_view text) {
  constexpr std::string_view ofNumbers = "+-.0123456789eE", digits = "0123456789";
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') {
      for (++i; i < text.size() && text[i] != '"'; ++i)
        i += text[i] == '\\';
      continue;
    }
    if (ofNumbers.find(text[i]) == ofNumbers.npos || text[i] == 'e')
      continue; // the e of true and false
    std::string_view number = text.substr(i, text.find_first_not_of(ofNumbers, i) - i);
    size_t point = number.find('.');
    size_t first = number.starts_with('-') ? 1 : 0;
    if (digits.find(number.substr(first, 1)) == digits.npos || first == number.size() ||
        (point != number.npos &&
         (point + 1 == number.size() || digits.find(number[point + 1]) == digits.npos)))
      return false;
    i += number.size() - 1;
  }
  return true;
}

bool isJson(std::string_view text) {
  llvm::Expected<llvm::json::Value> value = llvm::json::parse(text);
  if (value)
    return hasJsonNumbers(text);
  llvm::consumeError(value.takeError());
  return false;
}

int twoDigits(std::string_view text, size_t at) {
  return (text[at] - '0') * 10 + text[at + 1] - '0';
}

/// RFC 3339, with a day that exists.
bool isDateTime(std::string_view text) {
  if (!dateTimeLiteral(text))
    return false;
  int year = twoDigits(text, 0) * 100 + twoDigits(text, 2), month = twoDigits(text, 5);
  int day = twoDigits(text, 8);
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1 || day > days[month - 1] + (month == 2 && leap ? 1 : 0))
    return false;
  size_t zone = text.find_last_of("+-");
  bool goodZone = zone < 19 || zone == text.npos ||
                  (twoDigits(text, zone + 1) < 24 && twoDigits(text, zone + 4) < 60);
  return twoDigits(text, 11) < 24 && twoDigits(text, 14) < 60 && twoDigits(text, 17) < 61 &&
         goodZone;
}

bool isInteger(std::string_view text) {
  int64_t n = 0;
  auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  return error == std::errc() && stop == text.data() + text.size();
}

/// With an exponent of any size; how many digits can be written out is lowering's question.
bool isDecimal(std::string_view text) {
  size_t e = text.find_first_of("eE");
  if (e == text.npos)
    return numberLiteral(text).has_value();
  std::string_view power = text.substr(e + 1);
  if (power.starts_with('+') || power.starts_with('-'))
    power.remove_prefix(1);
  return numberLiteral(text.substr(0, e)) && !power.empty() &&
         power.find_first_not_of("0123456789") == power.npos;
}

} // namespace

void Checker::checkDefaultText(const CheckedField &f, const Expr &e) {
  std::string_view why;
  if (f.is(Json) && e.is(ExprKind::String) && !isJson(e.value))
    why = "it is no JSON";
  else if (f.is(Bytes) && e.is(ExprKind::String) && !bytesLiteral(e.value))
    why = "it is not encoded as Base64";
  else if (f.is(DateTime) && e.is(ExprKind::String) && !isDateTime(e.value))
    why = "a DateTime is written as \"2026-11-20T08:30:00Z\"";
  else if ((f.is(Int) || f.is(BigInt)) && e.is(ExprKind::Number) && !isInteger(e.value))
    why = "it is no whole number of 64 bits";
  else if (f.is(Decimal) && e.is(ExprKind::String) && !isDecimal(e.value))
    why = "it is no number";
  if (!why.empty())
    diags.report(f.owner->range(e.text), diag::err_prisma_default_value, e.text, f.name(), why);
}

void Checker::checkDefaultValues(const CheckedField &f) {
  if (!f.defaultAttribute)
    return;
  const Expr &e = *f.defaultValue();
  if (f.kind == FieldKind::Scalar) {
    if (e.is(ExprKind::Array))
      for (const Argument &item : e.args)
        checkDefaultText(f, item.value);
    else
      checkDefaultText(f, e);
  }
  if (f.owner->kind() == BlockKind::Type)
    return;
  if (const Expr *map = argument(*f.defaultAttribute, "map")) {
    if (!can(NamedDefaults))
      diags.report(f.owner->range(f.defaultAttribute->text), diag::err_prisma_capability,
                   providerText(), "names of default values");
    checkNameLength(*f.owner->block, *f.defaultAttribute, map->value);
  }
  if (e.isCall("auto") && !can(DefaultAuto))
    diags.report(f.owner->range(e.text), diag::err_prisma_capability, providerText(),
                 "function 'auto()'");
  checkSequence(f);
}

/// Functions that only a provider knows; CockroachDB's sequence() is the one there is.
void Checker::checkSequence(const CheckedField &f) {
  const Expr &e = *f.defaultValue();
  constexpr std::string_view known[] = {"autoincrement", "cuid", "uuid", "ulid",
                                        "nanoid",        "now",  "auto", "dbgenerated"};
  if (!e.is(ExprKind::Call) || f.kind != FieldKind::Scalar)
    return;
  for (std::string_view name : known)
    if (e.value == name)
      return;
  const Block &b = *f.owner->block;
  if (e.value != "sequence" || !can(Sequences)) {
    diags.report(b.range(e.text), diag::err_prisma_default_function, e.value, f.name(),
                 "there is no such function");
    return;
  }
  constexpr std::string_view numbers[] = {"cache", "increment", "minValue", "maxValue", "start"};
  for (const Argument &argument : e.args) {
    bool number =
        std::find(std::begin(numbers), std::end(numbers), argument.name) != std::end(numbers);
    if (number)
      checkValue(b, argument.value, ArgumentKind::Integer);
    else if (argument.name == "virtual")
      checkValue(b, argument.value, ArgumentKind::Boolean);
    else
      diags.report(b.range(argument.text()), diag::err_prisma_unknown_argument, "sequence()",
                   argument.name);
  }
}

} // namespace schemac::prisma
