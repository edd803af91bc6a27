//===- Parts.cpp - PARTITION BY -------------------------------------------===//
#include "Reader.h"
#include "schemac/Frontend/Dump/Diags.h"
#include <fmt/format.h>

namespace schemac::dump {

/// [LINEAR] HASH (expression), [LINEAR] KEY (columns), RANGE [COLUMNS] (…), LIST [COLUMNS] (…).
bool Reader::method(Cursor &c, auto &by, std::string_view count) {
  bool linear = c.accept("linear");
  if (c.accept("hash")) {
    by.method = linear ? PartsMethod::LinearHash : PartsMethod::Hash;
  } else if (c.accept("key")) {
    by.method = linear ? PartsMethod::LinearKey : PartsMethod::Key;
    if (c.accept("algorithm")) {
      c.acceptSymbol("=");
      c.next();
    }
  } else if (c.accept("range")) {
    by.method = c.accept("columns") ? PartsMethod::RangeColumns : PartsMethod::Range;
  } else if (c.accept("list")) {
    by.method = c.accept("columns") ? PartsMethod::ListColumns : PartsMethod::List;
  } else {
    leftOut(c.here(), "how the rows are parted");
    return false;
  }
  if (isByColumns(by.method) && c.atSymbol("(") && c.atSymbol(")", 1))
    c.skipGroup(); // those of the primary key
  else if (isByColumns(by.method))
    by.columns = names(c);
  else if (c.atSymbol("("))
    by.expr = expr(c.group());
  else
    expected(c, "'('");
  if (c.accept(count))
    by.count = number(c);
  return !failed;
}

void Reader::partOptions(Cursor &c, Name &comment) {
  while (!failed && !c.done() && !c.atSymbol(",") && !c.atSymbol(")") && !c.atSymbol("(")) {
    bool said = c.accept("comment");
    SourceRange at = c.here();
    std::string option = said ? "" : c.found();
    bool engine = c.atAny({"engine", "storage"});
    if (!said) {
      c.accept("storage");
      c.next();
    }
    c.acceptSymbol("=");
    if (said)
      comment = text(c);
    else if (c.next(); !engine) // that of the table
      leftOut(at, "option " + option + " of a partition");
  }
}

void Reader::part(Cursor &c, RowParts &r) {
  if (!expect(c, "partition"))
    return;
  RowPart p;
  p.name = name(c).value_or(Name());
  if (c.accept("values")) {
    bool less = c.accept({"less", "than"});
    if (!less && !expect(c, "in"))
      return;
    if (less && c.accept("maxvalue"))
      p.bound = expr("MAXVALUE");
    else if (c.atSymbol("("))
      p.bound = expr(c.group());
    else
      expected(c, "'('");
  } else if (isMariaDb() && c.accept("default")) // what no other part has
    p.bound = expr("DEFAULT");
  partOptions(c, p.comment);
  r.parts.push_back(p);
}

void Reader::partitions(Cursor &c, Table &t) {
  RowParts r;
  if (!c.accept({"partition", "by"}))
    return expected(c, "PARTITION BY");
  if (!method(c, r, "partitions")) {
    while (!c.done())
      c.next();
    return;
  }
  if (c.at("subpartition")) {
    leftOut(c.here(), "how partitions are divided again");
    while (!c.done())
      c.next();
    return;
  }
  if (!failed && c.acceptSymbol("(")) {
    do
      part(c, r);
    while (!failed && c.acceptSymbol(","));
    expectSymbol(c, ")");
  }
  t.rowParts = std::make_shared<const RowParts>(std::move(r));
}

} // namespace schemac::dump
