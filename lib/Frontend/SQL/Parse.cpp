//===- Parse.cpp - One statement as libpg_query sees it -------------------===//
#include "Parse.h"
#include <vector>

namespace schemac::sql {

/// The byte at which the character \p position (from 1) of \p text begins.
static size_t byteOf(const std::string &text, int position) {
  size_t i = 0;
  for (int n = 1; i < text.size() && n < position; ++n) {
    ++i;
    while (i < text.size() && (text[i] & 0xC0) == 0x80)
      ++i;
  }
  return i;
}

Parsed parse(const std::string &text, ParseError &error) {
  PgQueryProtobufParseResult result = pg_query_parse_protobuf(text.c_str());
  Parsed tree;
  if (result.error) {
    error.message = result.error->message ? result.error->message : "syntax error";
    error.offset = byteOf(text, result.error->cursorpos);
  } else {
    tree.reset(pg_query__parse_result__unpack(
        nullptr, result.parse_tree.len, reinterpret_cast<const uint8_t *>(result.parse_tree.data)));
    if (!tree)
      error.message = "the statement is too deeply nested";
  }
  pg_query_free_protobuf_parse_result(result);
  return tree;
}

std::string deparse(PgQuery__Node *expression) {
  PgQuery__Node targetNode = PG_QUERY__NODE__INIT, selectNode = PG_QUERY__NODE__INIT;
  PgQuery__ResTarget target = PG_QUERY__RES_TARGET__INIT;
  target.val = expression;
  targetNode.node_case = PG_QUERY__NODE__NODE_RES_TARGET;
  targetNode.res_target = &target;
  PgQuery__Node *targets[] = {&targetNode};
  PgQuery__SelectStmt select = PG_QUERY__SELECT_STMT__INIT;
  select.n_target_list = 1;
  select.target_list = targets;
  select.limit_option = PG_QUERY__LIMIT_OPTION__LIMIT_OPTION_DEFAULT;
  select.op = PG_QUERY__SET_OPERATION__SETOP_NONE;
  selectNode.node_case = PG_QUERY__NODE__NODE_SELECT_STMT;
  selectNode.select_stmt = &select;
  PgQuery__RawStmt raw = PG_QUERY__RAW_STMT__INIT;
  raw.stmt = &selectNode;
  PgQuery__RawStmt *statements[] = {&raw};
  PgQuery__ParseResult tree = PG_QUERY__PARSE_RESULT__INIT;
  tree.version = PG_VERSION_NUM;
  tree.n_stmts = 1;
  tree.stmts = statements;
  std::vector<uint8_t> bytes(pg_query__parse_result__get_packed_size(&tree));
  pg_query__parse_result__pack(&tree, bytes.data());
  PgQueryProtobuf packed{bytes.size(), reinterpret_cast<char *>(bytes.data())};
  PgQueryDeparseResult result = pg_query_deparse_protobuf(packed);
  std::string text = result.error || !result.query ? "" : result.query;
  pg_query_free_deparse_result(result);
  constexpr std::string_view Select = "SELECT ";
  return text.starts_with(Select) ? text.substr(Select.size()) : std::string();
}

} // namespace schemac::sql
