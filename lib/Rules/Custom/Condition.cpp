//===- Condition.cpp - Conditions: parsed and checked ---------------------===//
//
//   condition := conjunction { "or" conjunction }
//   conjunction := negation { "and" negation }
//   negation := "not" negation | comparison
//   comparison := value [ ("==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "matches") value ]
//   value := "text" | number | true | false | name.name | size(value) | "(" condition ")" | list
//   list := "[" [ "text" { "," "text" } ] "]"
//
//===----------------------------------------------------------------------===//
#include "Rules/Custom/Node.h"
#include "schemac/IR/Operation.h"
#include "schemac/Support/Spelling.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Regex.h"
#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace schemac {

static std::string_view typeWord(CustomType type) {
  static constexpr std::string_view words[] = {"true or false", "a number", "a text", "a list"};
  return words[size_t(type)];
}

/// Parses with one token of lookahead. The first error ends it: `error` is set, and what is
/// returned is not used.
class ConditionParser {
public:
  using Node = CustomRule::Node;
  using Ptr = std::unique_ptr<Node>;

  ConditionParser(std::string_view text, Subject subject) : text(text), subject(subject) { next(); }

  Ptr parse() {
    Ptr node = disjunction();
    if (!error && !token.empty())
      fail(start, fmt::format("'{}' is not expected here{}", token, meant(token)));
    if (!error)
      expect(*node, CustomType::Bool);
    return node;
  }
  std::optional<CustomRule::Error> error;

private:
  std::string_view text, token; ///< empty at the end
  size_t start = 0, position = 0;
  unsigned depth = 0;
  Subject subject;

  /// For what other languages call it.
  static std::string_view meant(std::string_view sign) {
    return sign == "="   ? "; equality is '=='"
           : sign == "&" ? "; it is called 'and' here"
           : sign == "|" ? "; it is called 'or' here"
           : sign == "!" ? "; it is called 'not' here"
                         : "";
  }

  void fail(size_t at, std::string message) {
    if (!error)
      error = CustomRule::Error{at, std::move(message)};
  }

  static bool isWord(char c) { return llvm::isAlnum(c) || c == '_' || c == '-' || c == '.'; }

  void next() {
    while (position < text.size() && llvm::isSpace(text[position]))
      ++position;
    start = position;
    if (position == text.size()) {
      token = {};
      return;
    }
    char c = text[position++];
    if (c == '"') {
      while (position < text.size() && text[position] != '"')
        ++position;
      if (position == text.size())
        fail(start, "the text is not closed");
      else
        ++position;
    } else if (isWord(c)) {
      while (position < text.size() && isWord(text[position]))
        ++position;
    } else if (position < text.size() && text[position] == '=') {
      ++position;
    }
    token = text.substr(start, position - start);
  }

  bool take(std::string_view word) {
    if (token != word || error)
      return false;
    next();
    return true;
  }

  bool expect(const Node &node, CustomType type) {
    if (node.type == type)
      return true;
    fail(node.offset,
         fmt::format("this is {}, and {} is needed", typeWord(node.type), typeWord(type)));
    return false;
  }

  Ptr make(Operator op, CustomType type, size_t at, Ptr left = nullptr, Ptr right = nullptr) {
    auto node = std::make_unique<Node>();
    node->op = op;
    node->type = type;
    node->offset = at;
    node->left = std::move(left);
    node->right = std::move(right);
    return node;
  }

  Ptr joined(Operator op, std::string_view word, Ptr (ConditionParser::*part)()) {
    Ptr left = (this->*part)();
    while (take(word)) {
      Ptr right = (this->*part)();
      if (error || !expect(*left, CustomType::Bool) || !expect(*right, CustomType::Bool))
        return left;
      size_t at = left->offset;
      left = make(op, CustomType::Bool, at, std::move(left), std::move(right));
    }
    return left;
  }
  Ptr disjunction() { return joined(Operator::Or, "or", &ConditionParser::conjunction); }
  Ptr conjunction() { return joined(Operator::And, "and", &ConditionParser::negation); }

  Ptr negation() {
    size_t at = start;
    constexpr unsigned deepest = 100;
    if (depth > deepest)
      fail(at, "this is nested too deeply");
    if (error || token != "not")
      return comparison();
    next();
    ++depth;
    Ptr inner = negation();
    --depth;
    if (!error)
      expect(*inner, CustomType::Bool);
    return make(Operator::Not, CustomType::Bool, at, std::move(inner));
  }

  Ptr comparison() {
    Ptr left = value();
    std::string_view word = token;
    size_t at = left->offset;
    if (take("in")) {
      Ptr right = value();
      if (!error && expect(*left, CustomType::Text))
        expect(*right, CustomType::List);
      checkOperations(*left, *right);
      return make(Operator::In, CustomType::Bool, at, std::move(left), std::move(right));
    }
    if (take("matches"))
      return matches(std::move(left));
    if (word != "==" && word != "!=" && word != "<" && word != "<=" && word != ">" && word != ">=")
      return left;
    next();
    Ptr right = value();
    bool equality = word == "==" || word == "!=";
    if (!error &&
        (equality ? expect(*right, left->type)
                  : expect(*left, CustomType::Number) && expect(*right, CustomType::Number)) &&
        left->type == CustomType::List)
      fail(at, "lists are not compared; ask for their size or what is in them");
    checkOperations(*left, *right);
    checkOperations(*right, *left);
    if (word == ">" || word == "<=")
      std::swap(left, right);
    Ptr node = make(equality ? Operator::Equal : Operator::Less, CustomType::Bool, at,
                    std::move(left), std::move(right));
    bool negated = word == "!=" || word == "<=" || word == ">=";
    if (negated)
      return make(Operator::Not, CustomType::Bool, at, std::move(node));
    return node;
  }

  /// What no step can be is a slip: the condition would never hold.
  void checkOperations(const Node &asked, const Node &given) {
    bool isOperation = asked.op == Operator::Ask && asked.attribute->subject == Subject::Step &&
                       asked.attribute->name == "operation";
    if (!isOperation || given.op != Operator::Value)
      return;
    std::vector<std::string> names;
    if (auto *list = std::get_if<std::vector<std::string>>(&given.value))
      names = *list;
    else if (auto *text = std::get_if<std::string>(&given.value))
      names.push_back(*text);
    std::vector<std::string_view> known;
    for (const OpInfo &op : allOps())
      known.push_back(op.mnemonic);
    for (const std::string &name : names)
      if (!opByName(name)) {
        std::string_view near = nearestSpelling(name, known);
        fail(given.offset, fmt::format("'{}' is no operation; {}", name,
                                       near.empty() ? "schemac list ops has them"
                                                    : fmt::format("did you mean '{}'?", near)));
      }
  }

  Ptr matches(Ptr left) {
    size_t at = left->offset, place = start;
    Ptr right = value();
    std::string wrong;
    if (!error && expect(*left, CustomType::Text)) {
      if (right->op != Operator::Value || right->type != CustomType::Text)
        fail(place, "the pattern stands here as a text");
      else if (!llvm::Regex(std::get<std::string>(right->value)).isValid(wrong))
        fail(place, fmt::format("no regular expression: {}", wrong));
    }
    return make(Operator::Matches, CustomType::Bool, at, std::move(left), std::move(right));
  }

  Ptr constant(CustomValue value, CustomType type) {
    Ptr node = make(Operator::Value, type, start);
    node->value = std::move(value);
    next();
    return node;
  }

  Ptr value() {
    size_t at = start;
    if (token.empty())
      fail(at, "something is missing here");
    if (error)
      return make(Operator::Value, CustomType::Bool, at);
    if (token.front() == '"')
      return constant(std::string(token.substr(1, token.size() - 2)), CustomType::Text);
    if (token == "true" || token == "false")
      return constant(token == "true", CustomType::Bool);
    if (int64_t number = 0; llvm::isDigit(token.front())) {
      auto [end, code] = std::from_chars(token.data(), token.data() + token.size(), number);
      if (code != std::errc() || end != token.data() + token.size())
        fail(at, fmt::format("'{}' is no number", token));
      return constant(number, CustomType::Number);
    }
    if (take("("))
      return parenthesized();
    if (take("["))
      return list(at);
    if (token == "size")
      return size();
    if (!meant(token).empty()) {
      fail(at, fmt::format("'{}' is not expected here{}", token, meant(token)));
      return make(Operator::Value, CustomType::Bool, at);
    }
    const Askable *attribute = findAttribute(subject, token);
    if (!attribute) {
      fail(at, fmt::format("there is no '{}'; there are {}", token,
                           fmt::join(attributePaths(subject), ", ")));
      return make(Operator::Value, CustomType::Bool, at);
    }
    Ptr node = make(Operator::Ask, attribute->type, at);
    node->attribute = attribute;
    next();
    return node;
  }

  Ptr parenthesized() {
    constexpr unsigned deepest = 100;
    if (++depth > deepest)
      fail(start, "this is nested too deeply");
    Ptr inner = disjunction();
    --depth;
    if (!error && !take(")"))
      fail(start, "')' is missing here");
    return inner;
  }

  Ptr list(size_t at) {
    std::vector<std::string> texts;
    while (!error && !take("]")) {
      if (!texts.empty() && !take(","))
        fail(start, "',' or ']' is missing here");
      else if (token.size() < 2 || token.front() != '"')
        fail(start, "a list is of texts: [\"a\", \"b\"]");
      else {
        texts.emplace_back(token.substr(1, token.size() - 2));
        next();
      }
    }
    Ptr node = make(Operator::Value, CustomType::List, at);
    node->value = std::move(texts);
    return node;
  }

  Ptr size() {
    size_t at = start;
    next();
    if (!take("("))
      fail(start, "size(…) asks for the length of a text or a list");
    Ptr inner = value();
    if (!error && inner->type != CustomType::List && inner->type != CustomType::Text)
      fail(inner->offset, "size(…) asks for the length of a text or a list");
    if (!error && !take(")"))
      fail(start, "')' is missing here");
    return make(Operator::Size, CustomType::Number, at, std::move(inner));
  }
};

std::optional<CustomRule::Error> CustomRule::setCondition(std::string_view text) {
  ConditionParser parser(text, subject);
  condition = parser.parse();
  return parser.error;
}

} // namespace schemac
