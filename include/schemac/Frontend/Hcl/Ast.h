//===- Ast.h - Syntax tree of HCL -------------------------------*- C++ -*-===//
//
// The tree says what is written: bodies of attributes and blocks, and expressions. Nodes live in
// the arena of their File and are never changed, so whatever holds the File may point into it.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "schemac/Support/Source.h"
#include "llvm/Support/Allocator.h"

namespace schemac::hcl {

/// A list in the arena.
template <class T> struct List {
  const T *items = nullptr;
  uint32_t count = 0;
  const T *begin() const { return items; }
  const T *end() const { return items + count; }
  uint32_t size() const { return count; }
  bool empty() const { return count == 0; }
  const T &operator[](size_t i) const { return items[i]; }
};

enum class ExprKind : uint8_t {
  Invalid,     ///< was not understood, and that is reported
  Number,      ///< `name` is the literal
  String,      ///< `name` is the text, decoded
  Template,    ///< kids: its parts, strings and others; their texts are joined
  Unwrap,      ///< "${x}": the value of kids[0], whatever its type
  Variable,    ///< `name`; true, false and null, too
  Attribute,   ///< kids[0].name
  Index,       ///< kids[0][kids[1]]
  Splat,       ///< kids[0][*] or .*, then kids[1], in which Item stands for the element
  Item,        ///< the element of the innermost splat
  Call,        ///< name(kids...); `flag`: the last is expanded
  Tuple,       ///< [kids]
  Object,      ///< { kids[0] = kids[1], kids[2] = kids[3] ... }
  ForTuple,    ///< [for second?, name in kids[0] : kids[1] if kids[2]?]
  ForObject,   ///< {for ... in kids[0] : kids[1] => kids[2]... if kids[3]?}; `flag`: grouped
  Unary,       ///< op kids[0]
  Binary,      ///< kids[0] op kids[1]
  Conditional, ///< kids[0] ? kids[1] : kids[2]; of a directive, kids[2] may be missing
  Repeat,      ///< %{for ... in kids[0]}kids[1]%{endfor}
  Parens       ///< (kids[0])
};

enum class Operator : uint8_t {
  Or,
  And,
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual, // clang-format off
  Add, Subtract, Multiply, Divide, Modulo, Negate, Not
}; // clang-format on

struct Expr {
  ExprKind kind = ExprKind::Invalid;
  Operator op = Operator::Or; ///< Unary, Binary
  bool flag = false;
  uint16_t depth = 1; ///< of the tree below and with it
  SourceRange range;
  std::string_view name;
  std::string_view second; ///< For: the name of the key; empty when there is none
  SourceRange nameRange;   ///< Attribute, Call: where the name stands
  List<const Expr *> kids;

  bool is(ExprKind k) const { return kind == k; }
};

struct Attribute {
  std::string_view name;
  SourceRange nameRange, range; ///< range: name to value
  const Expr *value = nullptr;
};

struct Label {
  std::string_view text; ///< decoded
  SourceRange range;
};

struct Block;

struct Body {
  List<Attribute> attributes;
  List<const Block *> blocks;

  const Attribute *attribute(std::string_view name) const {
    for (const Attribute &a : attributes)
      if (a.name == name)
        return &a;
    return nullptr;
  }
};

struct Block {
  std::string_view type;
  SourceRange typeRange;
  List<Label> labels;
  SourceRange header; ///< type and labels
  SourceRange range;  ///< to the '}'
  SourceRange open, close;
  Body body;
};

struct Comment {
  std::string_view text; ///< with its marks
  SourceRange range;
};

/// One file. Not copied: the nodes point into it and into the SourceManager.
struct File {
  File() = default;
  File(const File &) = delete;
  llvm::BumpPtrAllocator arena;
  Body body;
  std::vector<Comment> comments; ///< in their order
  SourceRange whole;
  bool damaged = false; ///< there were syntax errors
};

} // namespace schemac::hcl
