//===- Text.h - Blocks and attributes of HCL --------------------*- C++ -*-===//
//
// As hclfmt lays them out: two spaces of indentation, and the `=` of attributes on lines that
// follow each other stand above each other.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/IR/Entity.h"
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace schemac::hcl_form {

class Block {
public:
  explicit Block(std::string head) : head(std::move(head)) {}
  /// \p value is HCL. Nothing is added when it is empty.
  void set(std::string_view name, std::string value);
  void set(std::string_view name, const char *value) { set(name, std::string(value)); }
  /// `name = true`, when it is.
  void flag(std::string_view name, bool is);
  Block &block(std::string head);
  /// "# a comment" above the block.
  void comment(std::string text) { comments.push_back(std::move(text)); }
  bool empty() const { return items.empty(); }
  std::string str(size_t depth = 0) const;

private:
  struct Item {
    std::string name, value;
    std::unique_ptr<Block> block; ///< or an attribute
  };
  std::string head;
  std::vector<std::string> comments;
  std::vector<Item> items;
};

/// A file of blocks, below the comments for what is not there any more.
std::string file(const std::vector<DropIntent> &drops,
                 const std::vector<std::unique_ptr<Block>> &blocks);

/// A text in quotes, for what has no template in it.
std::string quoted(std::string_view text);
/// A text that may be long: a heredoc where that is exactly it.
std::string text(std::string_view text);
/// `sql("…")`
std::string sql(std::string_view text);
/// "[a, b]"
std::string list(const std::vector<std::string> &items);
bool isIdentifier(std::string_view name);
/// `.name`, or `["a name"]`
std::string step(std::string_view name);

} // namespace schemac::hcl_form
