//===- Create.cpp - Indexes and views -------------------------------------===//
#include "Reader.h"
#include "schemac/Frontend/Dump/Diags.h"
#include <algorithm>
#include <fmt/format.h>

namespace schemac::dump {

void Reader::createIndex(Cursor &c, bool unique, std::string_view method) {
  size_t from = c.mark();
  c.accept({"if", "not", "exists"});
  Index i;
  QName called = qname(c);
  i.name = called.name;
  i.unique = unique;
  if (!method.empty())
    i.method = context.name(method);
  if (c.accept("using"))
    i.method = indexMethod(c);
  if (!expect(c, "on"))
    return;
  SourceRange at = c.here();
  QName n = qname(c);
  i.elems = elements(c);
  if (failed)
    return;
  Table *t = out.edit<Table>(n);
  if (!t) {
    diags.report(at, diag::err_dump_unknown, "table", n.str());
    return;
  }
  if (c.accept("where")) {
    i.where = expr(c.rest());
    while (!c.done())
      c.next();
  }
  indexOptions(c, *t, i);
  i.range = c.range(from);
  if (!c.done())
    return expected(c, "the end of the statement");
  if (isMemory(*t) && i.method && i.method.str() == "btree")
    leftOut(i.range, fmt::format("USING BTREE of index '{}'", i.name.str()));
  t->indexes.push_back(std::move(i));
}

void Reader::createView(Cursor &c, bool replace, bool invoker) {
  size_t from = c.mark();
  bool unless = c.accept({"if", "not", "exists"});
  View v;
  v.name = qname(c);
  v.securityInvoker = invoker;
  if (c.atSymbol("("))
    v.columnNames = names(c);
  v.range = c.range(from);
  if (failed || !expect(c, "as"))
    return;
  std::string query(c.rest());
  // WITH … CHECK OPTION is the end of the statement, and no part of the query.
  auto ends = [&](std::string_view words, CheckOption option) {
    size_t at = query.size() >= words.size() ? query.size() - words.size() : 0;
    bool same = std::ranges::equal(std::string_view(query).substr(at), words, {},
                                   [](char x) { return char(toupper(x)); });
    if (same && isMySql())
      query.resize(query.find_last_not_of(" \t\r\n", at - 1) + 1), v.checkOption = option;
  };
  while (!query.empty() && isspace(static_cast<unsigned char>(query.back())))
    query.pop_back();
  ends("WITH CASCADED CHECK OPTION", CheckOption::Cascaded);
  ends("WITH LOCAL CHECK OPTION", CheckOption::Local);
  ends("WITH CHECK OPTION", CheckOption::Cascaded);
  v.query = expr(query);
  const View *old = out.find<View>(v.name);
  if (old && unless)
    return;
  if (old && !replace) {
    diags.report(v.range, diag::err_dump_statement, dialect.display(),
                 fmt::format("view '{}' is there already", v.name.str()));
    return;
  }
  out.put(std::move(v));
}

} // namespace schemac::dump
