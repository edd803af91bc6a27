//===- Check.cpp - Is a schema valid? -------------------------------------===//
#include "Check.h"
#include "Checker.h"
#include <algorithm>

namespace schemac::prisma {

bool checkSchema(const SchemaAst &ast, DiagEngine &diags, Findings *found, CheckedBefore *kept) {
  size_t said = diags.pending().size();
  Checker checker(ast, diags);
  bool valid = checker.run();
  if (valid && found)
    *found = {checker.listRelations(), checker.takeDeclaredTypes()};
  if (valid && kept) {
    kept->byNeighbours = diags.pending().size() == said && checker.isByNeighbours();
    if (kept->byNeighbours)
      kept->names = checker.takeUniqueNames();
  }
  return valid;
}

void DeclaredTypes::reserve(const SchemaAst &ast) {
  size_t fields = 0;
  for (const Block &b : ast.blocks)
    fields += b->fields.size();
  types.reserve(fields);
  firstOf.reserve(ast.blocks.size());
}

DeclaredType DeclaredTypes::lookUp(const SchemaAst &ast, std::string_view name) const {
  if (scalarByName(name))
    return {};
  if (byName.empty()) {
    byName.reserve(ast.blocks.size());
    for (const Block &b : ast.blocks)
      if (b->kind != BlockKind::Datasource && b->kind != BlockKind::Generator)
        byName.add(b->name, &b);
  }
  const Block *block = byName.find(name);
  return {block, block && (*block)->kind != BlockKind::Enum && (*block)->kind != BlockKind::Type};
}

bool Checker::run() {
  errorsBefore = diags.numErrors();
  checkNames();
  checkConfig();
  checkBlocks();
  checkRelationFields();
  if (diags.numErrors() == errorsBefore && !ast.damaged) {
    inferRelations();
    compareNames();
    checkCompositeTypes();
    checkModels();
  }
  return diags.numErrors() == errorsBefore;
}

void sortLists(std::vector<ListRelation> &lists) {
  std::ranges::sort(lists, [](const ListRelation &x, const ListRelation &y) {
    return std::pair(x.a, x.aField) < std::pair(y.a, y.aField);
  });
}

std::vector<ListRelation> Checker::listRelations() const {
  std::vector<ListRelation> out;
  for (const ManyToManyEnds &m : implicitManyToMany) {
    const RelationEnd *a = m.a, *b = m.b;
    if (&a->model() == &b->model() && b->field < a->field)
      std::swap(a, b);
    if (a->model().kind() == BlockKind::Model && b->model().kind() == BlockKind::Model)
      out.push_back({a->model().block, b->model().block, a->field->field, b->field->field});
  }
  sortLists(out);
  return out;
}

CheckedField *CheckedBlock::find(std::string_view wanted) {
  constexpr size_t shortModel = 16;
  if (fields.size() <= shortModel) {
    for (CheckedField &f : fields)
      if (f.name() == wanted)
        return &f;
    return nullptr;
  }
  if (!index) {
    index = std::make_unique<BlockNames<CheckedField *>>();
    for (CheckedField &f : fields)
      index->add(f.name(), &f);
  }
  return index->find(wanted);
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
