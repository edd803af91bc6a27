//===- Compile.cpp - schemac's own YAML to schema IR ----------------------===//
#include "Reader.h"
#include "schemac/Dialect/TypeNames.h"
#include "schemac/Frontend/Document/Document.h"
#include "schemac/IR/AnnotationIntents.h"
#include "schemac/IR/FoldSerials.h"
#include "schemac/IR/Traits.h"
#include "schemac/Support/Spelling.h"
#include <algorithm>
#include <fmt/ranges.h>

namespace schemac::document {

//===--- objects ----------------------------------------------------------===//

const Node *ObjectReader::find(std::string_view name) {
  known.push_back(name);
  if (name == shortKey && !node.is(Node::Map) && !node.is(Node::Null))
    return &node;
  const Node *value = node.find(name);
  return value && !value->is(Node::Null) ? value : nullptr;
}

const Node *ObjectReader::need(std::string_view name) {
  const Node *value = find(name);
  bool mayBeMap = node.is(Node::Map) || node.is(Node::Null);
  if (!value && (mayBeMap || !shortKey.empty()))
    lacking.push_back(name);
  return value;
}

void ObjectReader::finish() {
  bool isShort = !shortKey.empty() || isText;
  if (!node.is(Node::Map) && !node.is(Node::Null) && !isShort)
    reader.wrong(node.range,
                 fmt::format("{} is a map, and not {}", what, yaml::kindWord(node.kind)));
  std::vector<std::string_view> meant; // by keys that are misspelt
  for (size_t i = 0; node.is(Node::Map) && i + 1 < node.items.size(); i += 2) {
    const Node &key = node.items[i];
    if (std::ranges::find(known, key.text) != known.end())
      continue;
    DiagBuilder d = reader.diags.report(key.range, diag::err_document_key, key.text, what);
    std::string_view near = nearestSpelling(key.text, known);
    meant.push_back(near);
    if (!near.empty())
      d.fix(FixKind::Safe, fmt::format("did you mean '{}'?", near),
            {{key.range, std::string(near)}});
    else
      d.note(fmt::format("there are {}", fmt::join(known, ", ")));
  }
  for (std::string_view name : lacking)
    if (std::ranges::find(meant, name) == meant.end())
      reader.diags.report(at, diag::err_document_missing, what, name);
}

void ObjectReader::result(std::string_view name, Type &type, bool &trigger, std::string_view) {
  const Node *n = find(name);
  if (n && n->text == "trigger")
    trigger = true;
  else if (n)
    reader.read(*n, type);
}

void ObjectReader::version(std::string_view name, std::string_view) {
  const Node *n = need(name);
  if (n && n->text != std::to_string(FormVersion))
    reader.diags.report(n->range, diag::err_document_version, n->text);
}

//===--- documents --------------------------------------------------------===//

namespace {

/// What documents define, by name alone: types are read when all names are known.
template <class T>
void defineAll(const Node &document, std::string_view key, Context &context, const Dialect &dialect,
               Schema &defined) {
  const Node *map = document.find(key);
  bool isList = map && map->is(Node::Sequence);
  for (size_t i = 0; map && i < map->items.size(); i += isList ? 1 : 2)
    if (auto name = parseQName(context, dialect, map->items[i].text)) {
      T entity;
      entity.name = *name;
      defined.put(std::move(entity));
    }
}

void define(const Node &document, Context &context, const Dialect &dialect, Schema &defined) {
  defineAll<Extension>(document, "extensions", context, dialect, defined);
  defineAll<Enum>(document, "enums", context, dialect, defined);
  defineAll<Domain>(document, "domains", context, dialect, defined);
  defineAll<Composite>(document, "composites", context, dialect, defined);
  defineAll<RangeType>(document, "ranges", context, dialect, defined);
  defineAll<Table>(document, "tables", context, dialect, defined);
  defineAll<View>(document, "views", context, dialect, defined);
}

/// "postgres", "postgres:16"; the last of several documents that says one says it for all.
void readDialect(const Node &node, Schema &schema, Context &context, DiagEngine &diags) {
  std::string_view text = node.text;
  size_t colon = std::min(text.find(':'), text.size());
  std::string names;
  for (const Dialect *d : allDialects())
    names += (names.empty() ? "" : ", ") + std::string(d->name());
  if (!findDialect(text.substr(0, colon))) {
    diags.report(node.range, diag::err_document_dialect, text.substr(0, colon), names);
    return;
  }
  schema.dialect = context.name(text.substr(0, colon));
  if (colon == text.size())
    return;
  schema.version = parseVersion(text.substr(colon + 1));
  if (!schema.version)
    diags.report(node.range, diag::err_document_value,
                 "here stands a dialect, perhaps with its version: postgres:16, mysql:8.4");
}

/// The dialect that the documents say, which names the types of all of them; else PostgreSQL.
const Dialect &dialectOf(std::span<const yaml::File> files) {
  const Dialect *said = nullptr;
  for (const yaml::File &file : files)
    for (const Node &document : file.documents)
      if (const Node *head = document.is(Node::Map) ? document.find("dialect") : nullptr)
        if (const Dialect *d = findDialect(head->text.substr(0, head->text.find(':'))))
          said = d;
  return said ? *said : *findDialect("postgres");
}

constexpr std::string_view EventWords[] = {"insert", "update", "delete", "truncate"};

/// What a form can say and no schema can have.
void check(const SchemaForm &form, DiagEngine &diags) {
  auto wrong = [&](SourceRange range, std::string_view text) {
    diags.report(range, diag::err_document_value, text);
  };
  for (const TableForm &t : form.tables) {
    for (const ColumnForm &c : t.columns) {
      int ways = (c.identity ? 1 : 0) + (c.stored ? 1 : 0) + (c.virtualExpr ? 1 : 0) +
                 (c.column.generation == Generation::Serial ? 1 : 0) +
                 (c.column.defaultExpr ? 1 : 0);
      if (ways > 1)
        wrong(c.range,
              "a column is filled in one way: default, serial, identity, stored or virtual");
    }
    for (const TriggerForm &g : t.triggers)
      for (Name event : g.events)
        if (std::ranges::find(EventWords, event.str()) == std::end(EventWords))
          wrong(g.range, "events are insert, update, delete and truncate");
    for (const TriggerForm &g : t.triggers)
      if (!g.sync && !g.fill &&
          (bool(g.action.function) == bool(g.action.body) || g.events.empty()))
        wrong(g.range, "a trigger has events, and either a function or a body");
    if (t.primaryKey)
      for (const ElementForm &e : t.primaryKey->elements)
        if (e.element.expr || e.element.opclass || e.element.collation ||
            e.element.nulls != NullsOrder::Default)
          wrong(e.range, "a primary key is of columns");
    if (t.rowParts && isByColumns(t.rowParts->method) == bool(t.rowParts->expression))
      wrong(t.rowParts->range, "a method by columns or by key has 'columns', another an "
                               "'expression'");
    if (t.partitionBy && int(t.partitionBy->range_.empty()) + int(t.partitionBy->list.empty()) +
                                 int(t.partitionBy->hash.empty()) !=
                             2)
      wrong(t.partitionBy->range, "a table is divided by one of range, list and hash");
  }
}

} // namespace

std::optional<Schema> compile(const SourceManager &sources, std::span<const yaml::File> files,
                              Context &context, DiagEngine &diags) {
  unsigned errors = diags.numErrors();
  const Dialect &dialect = dialectOf(files);
  Schema out, defined;
  out.name = context.name("app");
  out.dialect = context.name(dialect.name());
  for (const yaml::File &file : files)
    for (const Node &document : file.documents)
      define(document, context, dialect, defined);
  Reader reader(context, diags, dialect, defined);
  auto twice = [&](const char *kind, const Entity &entity) {
    diags.report(entity.range, diag::err_document_duplicate, kind, entity.name.str());
  };
  for (const yaml::File &file : files) {
    yaml::Annotations annotations(sources, file, diags);
    reader.annotations = &annotations;
    for (const Node &document : file.documents) {
      if (document.is(Node::Null))
        continue; // nothing behind the last ---
      SchemaForm form;
      ObjectReader::read(reader, document, document.range, form);
      check(form, diags);
      if (form.name)
        out.name = form.name;
      if (const Node *head = document.find("dialect"); head && form.dialect)
        readDialect(*head, out, context, diags);
      addTo(out, form, context, twice);
    }
    for (const Annotation &a : annotations.rest())
      if (a.kind == Annotation::Drop)
        addDrops(context, a, out.drops);
      else
        annotations.misplaced(a, "a line where nothing begins that can have it");
  }
  if (diags.numErrors() != errors)
    return std::nullopt;
  foldSerials(out, context);
  canonicalizeTypes(out, context, dialect);
  return out;
}

} // namespace schemac::document
