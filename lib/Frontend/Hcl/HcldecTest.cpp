//===- HcldecTest.cpp - What a test of the language expects ---------------===//
#include "schemac/Frontend/Hcl/Hcldec.h"

namespace schemac::hcl {
namespace {

/// "1:14-1:15" of a `from` and a `to` block.
std::string place(const Block &error, DiagEngine &diags) {
  NamedScope none;
  std::string out;
  for (std::string_view end : {"from", "to"})
    for (const Block *b : error.body.blocks)
      if (b->type == end)
        for (std::string_view part : {"line", "column"})
          if (const Attribute *a = b->body.attribute(part))
            out += (out.empty()      ? ""
                    : part == "line" ? "-"
                                     : ":") +
                   toJson(evaluate(*a->value, none, diags));
  return out;
}

std::string place(SourceRange range, const SourceManager &sources) {
  DecodedLoc a = sources.decode(range.begin), b = sources.decode(range.end);
  return fmt::format("{}:{}-{}:{}", a.line, a.column, b.line, b.column);
}

std::string compareErrors(const Block &expected, std::span<const Diagnostic> found,
                          const SourceManager &sources, DiagEngine &diags) {
  std::vector<std::string> wanted, got;
  for (const Block *b : expected.body.blocks)
    wanted.push_back(place(*b, diags));
  for (const Diagnostic &d : found)
    got.push_back(place(d.range, sources));
  std::string out;
  for (const std::string &w : wanted)
    if (std::find(got.begin(), got.end(), w) == got.end())
      out += fmt::format("no error at {}\n", w);
  for (size_t i = 0; i < got.size(); ++i)
    if (std::find(wanted.begin(), wanted.end(), got[i]) == wanted.end())
      out += fmt::format("an error at {}: {}\n", got[i], found[i].message);
  return out;
}

} // namespace

std::string compareWithTest(const File &test, const Value &result,
                            std::span<const Diagnostic> found, const SourceManager &sources,
                            DiagEngine &diags) {
  for (const Block *b : test.body.blocks)
    if (b->type == "diagnostics")
      return compareErrors(*b, found, sources, diags);
  std::string out;
  for (const Diagnostic &d : found)
    out += fmt::format("an error at {}: {}\n", place(d.range, sources), d.message);
  std::optional<TypeSpec> type = TypeSpec();
  if (const Attribute *a = test.body.attribute("result_type"))
    type = readType(*a->value, diags);
  auto converted = type ? convert(result, *type) : std::nullopt;
  if (!converted || toJson(*converted) != toJson(result))
    return out + fmt::format("the result is not {}: {}\n", type ? describe(*type) : "of a type",
                             toJson(result));
  if (const Attribute *a = test.body.attribute("result")) {
    NamedScope none;
    Value wanted = evaluate(*a->value, none, diags);
    if (auto same = convert(wanted, *type); !same || !equal(*same, *converted))
      out += fmt::format("the result is {}\nand not {}\n", toJson(*converted), toJson(wanted));
  }
  return out;
}

} // namespace schemac::hcl
