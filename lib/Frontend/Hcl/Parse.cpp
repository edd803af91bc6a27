//===- Parse.cpp - Text in HCL to its tree --------------------------------===//
#include "schemac/Frontend/Hcl/Parse.h"
#include "Builder.h"
#include "ErrorStrategy.h"
#include "schemac/Frontend/Hcl/Diags.h"

namespace schemac::hcl {
namespace {

class FileParser {
public:
  FileParser(std::string_view text, TextBase base, File &file, DiagEngine &diags)
      : base(base), file(file), diags(diags),
        lexer(text, base, tokens.tokens, file.comments, diags),
        strategy(std::make_shared<ErrorStrategy>(tokens, base, diags)),
        builder(file, tokens, lexer.plainValues(), base, diags) {
    parser.removeErrorListeners();
    parser.setErrorHandler(strategy);
  }

  void run();

private:
  void parseItems();

  TextBase base;
  File &file;
  DiagEngine &diags;
  TokenBuffer tokens;
  Lexer lexer;
  HclParser parser{&tokens};
  std::shared_ptr<ErrorStrategy> strategy;
  Builder builder;
  Builder::Items items;
};

/// The items of the file one by one, so that only one is in memory as tokens and as ANTLR's tree.
void FileParser::run() {
  while (lexer.line()) {
    tokens.seek(0);
    parseItems();
  }
  file.body = builder.body(items);
}

/// Of one line with what it opens: one, but for mistakes.
void FileParser::parseItems() {
  while (!tokens.current().is(Token::Eof)) {
    if (tokens.current().is(HclParser::NEWLINE)) {
      tokens.consume();
    } else if (tokens.current().is(HclParser::IDENT)) {
      HclParser::ItemContext *item = parser.item();
      if (item->exception)
        file.damaged = true;
      builder.item(*item, items);
      size_t next = tokens.index();
      parser.reset();
      tokens.seek(next);
    } else if (tokens.current().is(HclParser::CLOSE)) {
      diags.report(base.range(tokens.current().str()), diag::err_hcl_syntax,
                   "an attribute or a block", "'}', which closes nothing");
      tokens.consume();
    } else {
      strategy->skipStray();
    }
  }
}

} // namespace

std::shared_ptr<const File> parse(const SourceManager &sources, FileId id, DiagEngine &diags) {
  auto file = std::make_shared<File>();
  file->whole = sources.whole(id);
  size_t before = diags.pending().size();
  std::string_view text = sources.text(id);
  FileParser(text, {text.data(), sources.begin(id)}, *file, diags).run();
  file->damaged |= diags.pending().size() != before;
  return file;
}

} // namespace schemac::hcl
