//===- Check.cpp - Is a schema valid? -------------------------------------===//
#include "Check.h"
#include "Checker.h"

namespace schemac::prisma {

bool checkSchema(const SchemaAst &ast, DiagEngine &diags) { return Checker(ast, diags).run(); }

bool Checker::run() {
  errorsBefore = diags.numErrors();
  checkNames();
  checkTypes();
  checkConfig();
  checkAllAttributes();
  if (diags.numErrors() == errorsBefore && !ast.damaged) {
    inferRelations();
    collectConstraintNames();
    checkCompositeTypes();
    checkModels();
  }
  return diags.numErrors() == errorsBefore;
}

CheckedField *CheckedBlock::find(std::string_view wanted) {
  constexpr size_t shortModel = 16;
  if (fields.size() <= shortModel) {
    for (CheckedField &f : fields)
      if (f.name() == wanted)
        return &f;
    return nullptr;
  }
  if (index.empty())
    for (CheckedField &f : fields)
      index.try_emplace(f.name(), &f);
  auto it = index.find(wanted);
  return it == index.end() ? nullptr : it->second;
}

std::string Checker::lower(std::string_view text) {
  std::string out(text);
  for (char &c : out)
    if (c >= 'A' && c <= 'Z')
      c = char(c - 'A' + 'a');
  return out;
}

std::string quotedNames(const Columns &columns) {
  std::string out;
  for (const CheckedField *f : columns)
    out += fmt::format("{}'{}'", out.empty() ? "" : ", ", f->name());
  return out;
}

std::string joinedNames(const Key &key, std::string_view separator) {
  std::string out;
  for (const KeyField &f : key.fields)
    out += std::string(out.empty() ? "" : separator) + std::string(f.field->name());
  return out;
}

std::string_view argumentText(const Attribute &a, std::string_view name) {
  for (const Argument &argument : a.args)
    if (argument.name == name)
      return argument.text();
  return a.text;
}

} // namespace schemac::prisma
