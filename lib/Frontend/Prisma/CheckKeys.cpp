//===- CheckKeys.cpp - Ids, uniques and indexes: their fields -------------===//
#include "Checker.h"
#include "schemac/Frontend/Prisma/Diags.h"
#include "schemac/Support/Spelling.h"
#include "llvm/ADT/DenseSet.h"

namespace schemac::prisma {

static KeyKind kindOf(std::string_view attribute) {
  return attribute == "id"         ? KeyKind::Id
         : attribute == "unique"   ? KeyKind::Unique
         : attribute == "fulltext" ? KeyKind::Fulltext
                                   : KeyKind::Index;
}

void Checker::unknownField(CheckedBlock &in, const Block &at, std::string_view place,
                           std::string_view name) {
  if ((*in.block)->damaged)
    return; // the field may be in what was not understood
  DiagBuilder d = diags.report(at.range(place), diag::err_prisma_unknown_field, in.name(), name);
  std::vector<std::string_view> names;
  for (const CheckedField &f : in.fields)
    names.push_back(f.name());
  if (std::string_view near = nearestSpelling(name, names); !near.empty())
    d.note(fmt::format("did you mean '{}'?", near));
}

std::optional<Columns> Checker::resolveColumns(CheckedBlock &in, CheckedBlock &at,
                                               const Attribute &a, const Expr &list,
                                               std::string_view place) {
  Columns out;
  for (const FieldRef &ref : fieldRefs(&list)) {
    const CheckedField *f = in.find(ref.name);
    if (!f)
      unknownField(in, *at.block, place, ref.name);
    else if (f->kind == FieldKind::Relation)
      diags.report(at.range(place), diag::err_prisma_relation_in_key, ref.name, "a relation");
    else if (std::find(out.begin(), out.end(), f) != out.end())
      diags.report(at.range(a.text), diag::err_prisma_repeated_field, ref.name);
    else
      out.push_back(f);
  }
  return out;
}

/// `a.b.c` leads through composite types.
const CheckedField *Checker::resolvePath(CheckedBlock &b, const Attribute &a, const Expr &e,
                                         bool composites) {
  std::string_view path = e.value;
  CheckedBlock *in = &b;
  for (;;) {
    size_t dot = composites ? path.find('.') : path.npos;
    std::string_view name = path.substr(0, dot);
    const CheckedField *f = in->find(name);
    bool ends = dot == path.npos;
    if (!f || (!ends && f->kind != FieldKind::Composite && f->kind != FieldKind::Relation)) {
      unknownField(*in, *b.block, a.name == "id" && !composites ? e.text : a.text, f ? path : name);
      return nullptr;
    }
    if (f->kind == FieldKind::Relation) {
      DiagBuilder d = diags.report(b.range(a.text), diag::err_prisma_relation_in_key, name,
                                   "@@" + std::string(a.name));
      std::string columns;
      for (const FieldRef &ref : fieldRefs(relation(*f->field).fields))
        columns += fmt::format("{}'{}'", columns.empty() ? "" : ", ", ref.name);
      if (!columns.empty())
        d.note("its columns are " + columns);
      return nullptr;
    }
    if (ends)
      return f;
    in = f->type;
    path.remove_prefix(dot + 1);
  }
}

bool Checker::resolveKeyFields(CheckedBlock &b, const Attribute &a, const Expr &list,
                               bool composites, llvm::SmallVectorImpl<KeyField> &out) {
  unsigned before = diags.numErrors();
  llvm::SmallDenseSet<llvm::StringRef, 8> seen;
  for (const FieldRef &ref : fieldRefs(&list)) {
    KeyField k;
    k.field = resolvePath(b, a, *ref.expr, composites);
    k.path = ref.name;
    if (ref.expr->is(ExprKind::Call)) {
      k.sort = argument(ref.expr->args, "sort");
      k.length = argument(ref.expr->args, "length");
      k.ops = argument(ref.expr->args, "ops");
    }
    if (!k.field)
      continue;
    if (!seen.insert(ref.name).second)
      diags.report(b.range(a.text), diag::err_prisma_repeated_field, ref.name);
    out.push_back(k);
  }
  return diags.numErrors() == before;
}

void Checker::checkFieldKey(CheckedField &f, const Attribute &a) {
  CheckedBlock &b = *f.owner;
  if (a.name == "shardKey") {
    if (b.shardKey)
      diags.report(b.header(), diag::err_prisma_several_ids, b.name(), "shard key");
    else if (!f.required())
      diags.report(b.range(a.text), diag::err_prisma_optional_id, fmt::format("'{}'", f.name()),
                   "shard key", b.name());
    b.shardKey = &a;
    return;
  }
  Key key;
  key.kind = kindOf(a.name);
  key.attribute = &a;
  key.onField = true;
  checkPredicate(b, a);
  key.fields.push_back({&f, f.name(), argument(a, "sort"), argument(a, "length"), nullptr});
  key.map = stringArgument(a, "map");
  key.clustered = argument(a, "clustered");
  if (key.kind != KeyKind::Id) {
    b.keys.push_back(std::move(key));
  } else if (b.id) {
    diags.report(b.header(), diag::err_prisma_several_ids, b.name(), "id")
        .note("a second one is here", b.range(a.text));
    for (const Argument &argument : a.args)
      diags.report(b.range(argument.text()), diag::err_prisma_unknown_argument, "@id",
                   argument.name);
  } else {
    b.id = std::move(key);
  }
}

/// The name makes its way into the client, so it is an identifier there.
void Checker::checkClientName(CheckedBlock &b, const Attribute &a) {
  for (char c : stringArgument(a, "name"))
    if (c != '_' && !isalnum(static_cast<unsigned char>(c))) {
      diags.report(b.range(a.text), diag::err_prisma_client_name, stringArgument(a, "name"),
                   "has characters other than letters, digits and '_'");
      return;
    }
}

void Checker::checkModelKey(CheckedBlock &b, const Attribute &a) {
  const Expr *list = argument(a, "fields", true);
  if (!list)
    return;
  Key key;
  key.kind = kindOf(a.name);
  key.attribute = &a;
  bool composites = a.name != "id" && a.name != "shardKey";
  bool good = resolveKeyFields(b, a, *list, composites, key.fields);
  if (a.name == "shardKey") {
    if (b.shardKey)
      diags.report(b.header(), diag::err_prisma_several_ids, b.name(), "shard key")
          .note("a second one is here", b.range(a.text));
    b.shardKey = &a;
    for (const KeyField &k : key.fields)
      if (!k.field->required())
        diags.report(b.range(a.text), diag::err_prisma_optional_id,
                     fmt::format("'{}'", k.field->name()), "shard key", b.name());
    return;
  }
  checkPredicate(b, a);
  key.map = stringArgument(a, "map");
  key.name = stringArgument(a, "name");
  key.type = argument(a, "type");
  key.clustered = argument(a, "clustered");
  if (key.kind == KeyKind::Index) {
    // An index has no name in the client: the old 'name' is the one in the database.
    if (!key.map.empty() && !key.name.empty())
      diags.report(b.range(a.text), diag::err_prisma_duplicate_argument, "map")
          .note("'name' says the same, for old schemas");
    if (key.map.empty())
      key.map = key.name;
    key.name = {};
  } else {
    checkClientName(b, a);
  }
  if (key.kind != KeyKind::Id) {
    b.keys.push_back(std::move(key));
    return;
  }
  if (!good)
    return;
  if (b.id)
    diags.report(b.header(), diag::err_prisma_several_ids, b.name(), "id")
        .note("a second one is here", b.range(a.text));
  b.id = std::move(key);
}

/// A key of rows has a value in each row. Prisma asks it only of models that the client sees.
void Checker::checkIdFields(CheckedBlock &b, const Key &key) {
  if (b.ignored)
    return;
  for (const KeyField &k : key.fields)
    if (!k.field->required())
      diags.report(b.range(key.attribute->text), diag::err_prisma_optional_id,
                   fmt::format("'{}'", k.field->name()), "id", b.name());
}

} // namespace schemac::prisma
