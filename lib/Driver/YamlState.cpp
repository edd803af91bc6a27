//===- YamlState.cpp - Files of YAML as a STATE ---------------------------===//
//
// What a file is about is seen by its content: schemac's own form, SchemaHero's documents, or
// something else, which is said.
//
//===----------------------------------------------------------------------===//
#include "schemac/Driver/Session.h"
#include "schemac/Frontend/Document/Document.h"
#include "schemac/Frontend/SchemaHero/Diags.h"
#include "schemac/Frontend/SchemaHero/SchemaHero.h"
#include "schemac/Frontend/Yaml/Diags.h"
#include "schemac/IR/Sir.h"
#include <algorithm>

namespace schemac {

static bool isAbout(const yaml::File &file, yaml::Purpose purpose) {
  return std::ranges::any_of(file.documents,
                             [&](const yaml::Node &d) { return yaml::purposeOf(d) == purpose; });
}

static std::string whatItIs(const yaml::File &file) {
  if (isAbout(file, yaml::Purpose::Configuration))
    return "this is a configuration of schemac, and no schema";
  if (isAbout(file, yaml::Purpose::Own))
    return "a file is in schemac's own form or has SchemaHero's documents, and not both";
  return "this is no schema: one in YAML begins with 'schemac: 1', or is a document of SchemaHero";
}

/// Takes out of \p out what refers to tables without a document.
static void setAside(LoadedState &out) {
  std::vector<QName> names;
  for (const Table &t : out.schema.tables())
    names.push_back(t.name);
  for (QName n : names) {
    Table table = *out.schema.table(n);
    size_t before = out.outside.size();
    std::erase_if(table.constraints, [&](const Constraint &c) {
      bool outside = c.kind == ConstraintKind::ForeignKey && !out.schema.table(c.refTable);
      if (outside)
        out.outside.push_back({n, c});
      return outside;
    });
    if (out.outside.size() != before)
      out.schema.put(std::move(table));
  }
}

static std::string shown(const LoadedState::OutsideKey &o) {
  return SubRef{o.table, o.key.name}.str();
}

void Session::reportOutside(const LoadedState &state) {
  for (const LoadedState::OutsideKey &o : state.outside)
    diags.report(o.key.range, diag::warn_schemahero_outside, shown(o), o.key.refTable.str());
}

/// Puts back what refers to tables that are there now. What both states leave out is no change.
void Session::joinOutside(LoadedState &state, const LoadedState &other) {
  std::erase_if(state.outside, [&](const LoadedState::OutsideKey &o) {
    if (state.schema.table(o.key.refTable) && state.schema.table(o.table)) {
      state.schema.edit<Table>(o.table)->constraints.push_back(o.key);
      return true;
    }
    bool inBoth = std::ranges::any_of(other.outside, [&](const LoadedState::OutsideKey &x) {
      return x.table == o.table && sameConstraint(x.key, o.key);
    });
    if (!inBoth)
      diags.report(o.key.range, diag::err_schemahero_outside, shown(o), o.key.refTable.str());
    return !inBoth;
  });
}

bool Session::loadYaml(const std::vector<FileId> &files, LoadedState &out) {
  unsigned errors = diags.numErrors();
  std::vector<yaml::File> read, others;
  bool anyOwn = false, anyHero = false;
  for (FileId id : files) {
    std::vector<yaml::Error> wrong;
    yaml::File file{id, yaml::parseAll(sources, id, wrong)};
    yaml::report(diags, wrong);
    bool own = isAbout(file, yaml::Purpose::Own), hero = isAbout(file, yaml::Purpose::SchemaHero);
    (own ? anyOwn : anyHero) |= own || hero;
    (wrong.empty() && own == hero ? others : read).push_back(std::move(file));
  }
  // Beside a schema there may be anything in a folder; a file that is both is nobody's.
  for (const yaml::File &file : others)
    if (files.size() == 1 || isAbout(file, yaml::Purpose::Own) || !(anyOwn || anyHero))
      diags.report(SourceRange(sources.begin(file.id)), diag::err_yaml_purpose, whatItIs(file));
  if (anyOwn && anyHero)
    diags.report(SourceRange(sources.begin(files.front())), diag::err_yaml_purpose,
                 "some of these files are in schemac's own form, and some are SchemaHero's");
  out.style = anyOwn ? &document::sourceStyle() : &schemahero::sourceStyle();
  out.copiesSql = true;
  if (diags.numErrors() != errors)
    return false;
  if (anyOwn) {
    auto schema = document::compile(sources, read, context, diags);
    if (schema) {
      out.schema = std::move(*schema);
      verifySchema(out.schema, diags);
    }
    return diags.numErrors() == errors;
  }
  auto result = schemahero::compile(sources, read, context, diags);
  if (!result)
    return false;
  out.schema = std::move(result->schema);
  out.managed = result->managed;
  out.gone = std::move(result->gone);
  setAside(out);
  verifySchema(out.schema, diags);
  return diags.numErrors() == errors;
}

} // namespace schemac
