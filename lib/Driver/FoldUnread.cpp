//===- FoldUnread.cpp - What was not analysed, once a file ----------------===//
#include "FoldUnread.h"
#include "schemac/Frontend/SQL/Diags.h"
#include <algorithm>
#include <map>

namespace schemac {

static bool isUnread(const Diagnostic &d) {
  for (const DiagInfo *info : std::initializer_list<const DiagInfo *>{
           &diag::warn_sql_opaque, &diag::warn_sql_unmanaged, &diag::err_sql_unsupported,
           &diag::warn_sql_meta, &diag::warn_sql_rows_unseen, &diag::warn_sql_after_unknown,
           &diag::warn_sql_choice})
    if (d.info->code == info->code)
      return true;
  return false;
}

void foldUnread(const SourceManager &sources, std::vector<Diagnostic> &found) {
  struct First {
    size_t at, more = 0;
    SourceRange last;
  };
  std::map<std::pair<unsigned, unsigned>, First> firsts; // by file and code
  std::vector<Diagnostic> out;
  for (Diagnostic &d : found) {
    if (!isUnread(d)) {
      out.push_back(std::move(d));
      continue;
    }
    auto key = std::pair(sources.fileOf(d.range.begin).index, d.info->code);
    auto [it, isFirst] = firsts.try_emplace(key, First{out.size(), 0, d.range});
    if (!isFirst) {
      ++it->second.more;
      it->second.last = d.range;
      continue;
    }
    d.level = Severity::Note;
    out.push_back(std::move(d));
  }
  for (const auto &[key, first] : firsts)
    if (first.more)
      out[first.at].notes.push_back(
          {fmt::format("the same is true of {} more {} of this file; this is the last of them",
                       first.more, first.more == 1 ? "statement" : "statements"),
           first.last});
  found = std::move(out);
}

} // namespace schemac
