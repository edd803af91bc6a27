//===- MySqlWindows.cpp - Windows, as MySQL and MariaDB write them --------===//
#include "MySqlQueryForm.h"
#include <algorithm>

namespace schemac::sqltree {

namespace {

/// The windows of one query by their names, each whole.
class NamedWindows {
public:
  /// False where one is made of what is not there.
  bool add(const Node &named) {
    if (named.parts.size() != 1 || named.children.size() != 1)
      return false;
    Node window = named.children[0];
    if (!complete(window))
      return false;
    windows.emplace_back(lowerCase(named.parts[0]), std::move(window));
    return true;
  }

  void writeIn(Node &n) const {
    constexpr std::string_view Over = "over ";
    for (Node &c : n.children) {
      if (c.is(Kind::Clause) && c.text.starts_with(Over)) {
        if (const Node *window = find(std::string_view(c.text).substr(Over.size())))
          c = *window;
      } else if (c.is(Kind::Clause, "over")) {
        complete(c);
      }
      if (!c.is(Kind::Query))
        writeIn(c);
    }
  }

private:
  const Node *find(std::string_view name) const {
    auto it = std::ranges::find(windows, lowerCase(name), &std::pair<std::string, Node>::first);
    return it == windows.end() ? nullptr : &it->second;
  }

  /// Puts what the window that it is made of says before what it says itself; a frame has an end.
  bool complete(Node &window) const {
    if (!window.is(Kind::Clause, "over"))
      return false;
    if (!window.parts.empty()) {
      const Node *base = find(window.parts[0]);
      if (!base)
        return false;
      window.parts.clear();
      window.children.insert(window.children.begin(), base->children.begin(), base->children.end());
    }
    for (Node &c : window.children) {
      bool isFrame = c.is(Kind::Clause) && c.text != "partition by" && c.text != "order by";
      if (isFrame && c.text.find(" and ") == c.text.npos)
        c.text += " and current row";
    }
    return true;
  }

  std::vector<std::pair<std::string, Node>> windows;
};

} // namespace

void writeWindows(Node &query) {
  NamedWindows windows;
  for (const Node &c : query.children)
    if (c.is(Kind::Clause, "window") && !windows.add(c))
      return;
  std::erase_if(query.children, [](const Node &c) { return c.is(Kind::Clause, "window"); });
  windows.writeIn(query);
}

} // namespace schemac::sqltree
