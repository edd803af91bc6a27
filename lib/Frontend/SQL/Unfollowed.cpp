//===- Unfollowed.cpp - Statements that are not followed, or fail ---------===//
//
// What a statement does may be no matter of a schema, beyond what is read, or impossible in the
// state at hand; which, and what follows from it for the statements behind it, is said here.
//
//===----------------------------------------------------------------------===//
#include "Reader.h"
#include <fmt/format.h>

namespace schemac::sql {

bool Reader::opaque(std::string_view what, QName touches,
                    const std::vector<std::pair<std::string, SourceRange>> &notes) {
  record->kind = StatementKind::Opaque;
  out.tainted = true;
  std::string object = touches ? "'" + touches.str() + "'" : "everything";
  {
    auto d = diags.report(whole(), diag::warn_sql_opaque, what, object);
    for (const auto &[note, range] : notes)
      d.note(note, range);
  }
  Op op = touches ? OpaqueOp::make(whole(), context.expr(text), touches)
                  : OpaqueOp::make(whole(), context.expr(text));
  if (touches)
    out.unknown.objects.emplace(touches, whole());
  else if (!out.unknown.anything.isValid())
    out.unknown.anything = whole();
  return add(std::move(op));
}

/// What does not fit what is known here may fit what a statement before has made.
bool Reader::afterUnknown(std::string_view why, SourceRange range, SourceRange maker,
                          QName touches) {
  record->kind = StatementKind::Opaque;
  out.tainted = true;
  diags.report(range.isValid() ? range : whole(), diag::warn_sql_after_unknown, why)
      .note("what this does is not known: it may have made it so", maker);
  if (touches)
    steps().push_back(OpaqueOp::make(whole(), context.expr(text), touches));
  return true;
}

bool Reader::unmanaged(std::string_view what, SourceRange range) {
  record->beyond = true;
  if (!range.isValid()) {
    range = whole();
    record->kind = StatementKind::Ignored;
  }
  diags.report(range, diag::warn_sql_unmanaged, what);
  return true;
}

bool Reader::unsupported(std::string_view what, SourceRange range) {
  diags.report(range.isValid() ? range : whole(), diag::err_sql_unsupported, what);
  return false;
}

bool Reader::missing(std::string_view kind, std::string_view n, SourceRange range) {
  if (options.assumeMissing) {
    record->kind = StatementKind::Opaque;
    out.tainted = true;
    return true;
  }
  SourceRange maker = out.unknown.anything;
  for (const auto &[object, statement] : out.unknown.objects)
    if (object.str() == n || object.name.str() == n)
      maker = statement;
  if (maker.isValid())
    return afterUnknown(fmt::format("{} '{}' is not there", kind, n), range, maker);
  diags.report(range.isValid() ? range : whole(), diag::err_sql_missing, kind, n);
  return false;
}

bool Reader::absent(bool ok, std::string_view kind, std::string_view n, SourceRange range) {
  return ok || missing(kind, n, range);
}

} // namespace schemac::sql
