//===- MySqlJoins.cpp - What stands in FROM, as MySQL and MariaDB join it -===//
#include "MySqlQueryForm.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>
#include <functional>

namespace schemac::sqltree {

Node MySqlQueryForm::join(Node n, Scope &scope, Shows &shows) {
  llvm::StringRef how = n.text;
  bool natural = how.consume_front("natural ");
  bool isRight = how == "right join";
  sure &= !how.starts_with("full");
  n.text = how == "cross join" ? "join" : isRight ? "left join" : how.str();
  Shows left, right;
  size_t first = scope.sources.size();
  n.children[0] = relation(std::move(n.children[0]), scope, left);
  n.children[1] = relation(std::move(n.children[1]), scope, right);
  bool joins = n.children.size() > 2 && n.children[2].is(Kind::Clause);
  std::vector<std::string> shared;
  if (natural || joins) {
    for (size_t i = first; i < scope.sources.size(); ++i)
      sure &= !scope.sources[i].columns.empty();
    std::vector<std::string> names = joins ? n.children[2].parts : std::vector<std::string>();
    n.children.resize(2);
    shared = joinShared(n, left, right, natural ? nullptr : &names);
    if (isRight)
      std::swap(left, right);
  }
  if (isRight)
    std::swap(n.children[0], n.children[1]);
  auto isShared = [&](const auto &column) {
    return std::ranges::find(shared, column.second) != shared.end();
  };
  std::ranges::copy_if(left, std::back_inserter(shows), isShared);
  for (const Shows *side : {&left, &right})
    std::ranges::copy_if(*side, std::back_inserter(shows), std::not_fn(isShared));
  return n;
}

Node MySqlQueryForm::relation(Node n, Scope &scope, Shows &shows) {
  if (n.is(Kind::Join))
    return join(std::move(n), scope, shows);
  Source source{lowerCase(n.text), {}};
  n.text = source.name;
  for (std::string &p : n.parts)
    p = lowerCase(p);
  if (!n.parts.empty()) {
    n.parts.erase(n.parts.begin(), n.parts.end() - 1);
    source.columns = shownBy(n.parts[0]);
  }
  for (Node &c : n.children)
    if (c.is(Kind::Query)) {
      c = set(std::move(c), scope.outer);
      source.columns = shown(c);
    } else {
      sure = false; // functions, LATERAL, names of columns, PARTITION
    }
  for (const std::string &column : source.columns)
    shows.emplace_back(source.name, column);
  scope.sources.push_back(std::move(source));
  return n;
}

std::vector<std::string> MySqlQueryForm::joinShared(Node &join, const Shows &left,
                                                    const Shows &right,
                                                    const std::vector<std::string> *names) {
  std::vector<Node> tests;
  std::vector<std::string> taken;
  auto count = [](const Shows &side, const std::string &column) {
    return std::ranges::count(side, column, &Shows::value_type::second);
  };
  for (const auto &[relation, column] : left) {
    bool wanted = !names || std::ranges::any_of(*names, [&](const std::string &n) {
      return lowerCase(n) == column;
    });
    if (!wanted || !count(right, column))
      continue;
    sure &= count(left, column) == 1 && count(right, column) == 1;
    auto other = std::ranges::find(right, column, &Shows::value_type::second);
    taken.push_back(column);
    Node test, a, b;
    a.parts = {relation, column};
    b.parts = {other->first, column};
    test.kind = Kind::Operator;
    test.text = "=";
    test.children = {std::move(a), std::move(b)};
    tests.push_back(std::move(test));
  }
  sure &= !names || taken.size() == names->size();
  if (tests.size() == 1) {
    join.children.push_back(std::move(tests[0]));
  } else if (!tests.empty()) {
    Node all;
    all.kind = Kind::And;
    all.children = std::move(tests);
    join.children.push_back(std::move(all));
  }
  return taken;
}

void MySqlQueryForm::conditions(Node &n, const Scope &scope) {
  if (!n.is(Kind::Join))
    return;
  conditions(n.children[0], scope);
  conditions(n.children[1], scope);
  for (size_t i = 2; i < n.children.size(); ++i)
    n.children[i] = expression(std::move(n.children[i]), scope);
}

} // namespace schemac::sqltree
