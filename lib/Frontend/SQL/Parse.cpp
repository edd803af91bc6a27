//===- Parse.cpp - One statement as libpg_query sees it -------------------===//
#include "Parse.h"
#include <cstdlib>
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

namespace {
/// What pg_query_raw_parse() returns; the header that declares it needs the server's own.
struct RawParse {
  void *tree;
  char *errorOutput;
  PgQueryError *error;
};
} // namespace

extern "C" {
RawParse pg_query_raw_parse(const char *input);
ParseMemory *pg_query_enter_memory_context();
void pg_query_exit_memory_context(ParseMemory *memory);
void pg_query_free_error(PgQueryError *error);
PgQueryProtobuf pg_query_nodes_to_protobuf(const void *tree);
size_t __real_pg_query__parse_result__get_packed_size(const PgQuery__ParseResult *tree);
size_t __real_pg_query__parse_result__pack(const PgQuery__ParseResult *tree, uint8_t *out);
}

// libpg_query makes the tree of messages only to write it as bytes, which its user is to read
// again: nine tenths of the time of a parse. The linker (--wrap,
// utils/cmake/SchemacDependencies.cmake) leads the two calls that write it here, where the tree is
// taken as it is.
static thread_local PgQuery__ParseResult *taken = nullptr;

extern "C" size_t __wrap_pg_query__parse_result__get_packed_size(const PgQuery__ParseResult *tree) {
  if (!taken)
    return __real_pg_query__parse_result__get_packed_size(tree);
  *taken = *tree;
  return 0;
}

extern "C" size_t __wrap_pg_query__parse_result__pack(const PgQuery__ParseResult *tree,
                                                      uint8_t *out) {
  return taken ? 0 : __real_pg_query__parse_result__pack(tree, out);
}

void FreeParse::operator()(PgQuery__ParseResult *tree) const {
  delete tree;
  pg_query_exit_memory_context(memory);
}

Parsed parse(const std::string &text, ParseError &error) {
  ParseMemory *memory = pg_query_enter_memory_context();
  Parsed tree(new PgQuery__ParseResult(PG_QUERY__PARSE_RESULT__INIT), FreeParse{memory});
  RawParse raw = pg_query_raw_parse(text.c_str());
  free(raw.errorOutput);
  if (raw.error) {
    error.message = raw.error->message ? raw.error->message : "syntax error";
    error.offset = byteOf(text, raw.error->cursorpos);
    pg_query_free_error(raw.error);
    return Parsed();
  }
  taken = tree.get();
  free(pg_query_nodes_to_protobuf(raw.tree).data);
  taken = nullptr;
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
