//===- Evaluate.cpp - What conditions and messages say of a thing ---------===//
#include "Rules/Custom/Node.h"
#include "llvm/Support/Regex.h"
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace schemac {

CustomRule::CustomRule() = default;
CustomRule::~CustomRule() = default;

CustomValue CustomRule::Node::evaluate(const CustomScope &scope) const {
  auto truth = [&](const Node &n) { return std::get<bool>(n.evaluate(scope)); };
  switch (op) {
  case Operator::Value:
    return value;
  case Operator::Ask:
    return attribute->value(scope);
  case Operator::Size: {
    CustomValue inner = left->evaluate(scope);
    if (auto *list = std::get_if<std::vector<std::string>>(&inner))
      return int64_t(list->size());
    return int64_t(std::get<std::string>(inner).size());
  }
  case Operator::Not:
    return !truth(*left);
  case Operator::And:
    return truth(*left) && truth(*right);
  case Operator::Or:
    return truth(*left) || truth(*right);
  case Operator::Equal:
    return left->evaluate(scope) == right->evaluate(scope);
  case Operator::Less:
    return std::get<int64_t>(left->evaluate(scope)) < std::get<int64_t>(right->evaluate(scope));
  case Operator::In: {
    auto list = std::get<std::vector<std::string>>(right->evaluate(scope));
    return std::find(list.begin(), list.end(), std::get<std::string>(left->evaluate(scope))) !=
           list.end();
  }
  case Operator::Matches:
    return llvm::Regex(std::get<std::string>(right->value))
        .match(std::get<std::string>(left->evaluate(scope)));
  }
  return false;
}

/// Calls \p f(path, begin, end) for every {path} of a message.
template <class Fn> static void eachHole(std::string_view text, Fn f) {
  for (size_t begin = 0; (begin = text.find('{', begin)) != std::string_view::npos;) {
    size_t end = text.find('}', begin);
    if (end == std::string_view::npos)
      return f(text.substr(begin + 1), begin, text.size());
    f(text.substr(begin + 1, end - begin - 1), begin, end + 1);
    begin = end + 1;
  }
}

std::optional<CustomRule::Error> CustomRule::setMessage(std::string_view text) {
  std::optional<Error> wrong;
  eachHole(text, [&](std::string_view path, size_t begin, size_t) {
    if (!findAttribute(subject, path) && !wrong)
      wrong = Error{begin, fmt::format("there is no '{}'; there are {}", path,
                                       fmt::join(attributePaths(subject), ", "))};
  });
  message = text;
  return wrong;
}

bool CustomRule::holds(const CustomScope &scope) const {
  return std::get<bool>(condition->evaluate(scope));
}

std::string textOf(const CustomValue &value) {
  if (auto *b = std::get_if<bool>(&value))
    return *b ? "true" : "false";
  if (auto *n = std::get_if<int64_t>(&value))
    return fmt::format("{}", *n);
  if (auto *s = std::get_if<std::string>(&value))
    return *s;
  return fmt::format("{}", fmt::join(std::get<std::vector<std::string>>(value), ", "));
}

std::string CustomRule::messageFor(const CustomScope &scope) const {
  std::string out;
  size_t done = 0;
  eachHole(message, [&](std::string_view path, size_t begin, size_t end) {
    out += message.substr(done, begin - done);
    out += textOf(findAttribute(subject, path)->value(scope));
    done = end;
  });
  return out + message.substr(done);
}

} // namespace schemac
