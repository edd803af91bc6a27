//===- RetryLoop.cpp - Blocks that try again until a lock is free ---------===//
#include "RetryLoop.h"
#include <algorithm>

namespace schemac::sql {

bool RetryLoop::take(std::string_view word) {
  bool there = at(word);
  i += there;
  return there;
}

/// <<label>>
bool RetryLoop::takeLabel() {
  bool there = at("<") && is(i + 1, "<") && is(i + 3, ">") && is(i + 4, ">");
  i += there ? 5 : 0;
  return there;
}

size_t RetryLoop::endOfStatement() const {
  size_t end = i;
  while (end < t.size() && !t[end].isSymbol(";"))
    ++end;
  return end;
}

std::string RetryLoop::packed(size_t first, size_t last) const {
  std::string out;
  for (size_t k = first; k < std::min(last, t.size()); ++k)
    out += t[k].isName() ? t[k].name() : std::string(t[k].text);
  return out;
}

bool RetryLoop::isMessage() const {
  static constexpr std::string_view Levels[] = {"notice", "warning", "info", "log", "debug"};
  return at("raise") && std::ranges::any_of(Levels, [&](auto level) { return is(i + 1, level); });
}

bool RetryLoop::isError() const { return at("raise") && !isMessage(); }

/// DECLARE name [CONSTANT] type [:= value]; ...
bool RetryLoop::declarations() {
  if (!take("declare"))
    return true;
  while (i < t.size() && !at("begin")) {
    if (!t[i].isName())
      return false;
    std::string name = t[i].name();
    size_t end = endOfStatement();
    variables.insert(name);
    if (end > i + 1 && is(end - 1, "false") && (is(end - 2, "=") || is(end - 2, "default")))
      falseAtFirst.insert(name);
    if (end > i + 1 && (is(end - 2, "=") || is(end - 2, "default")) &&
        (t[end - 1].text == "0" || t[end - 1].text == "1"))
      lowAtFirst.insert(name);
    i = end + 1;
  }
  return true;
}

/// What comes between the attempts, or around them, and changes nothing that is asked about.
bool RetryLoop::aside() {
  bool asks = at("get") && is(i + 1, "stacked"); // what failed
  for (size_t k = i; asks && k < endOfStatement(); ++k)
    if (t[k].isName() &&
        (falseAtFirst.contains(t[k].name()) || t[k].name() == counter || t[k].name() == bound))
      return false;
  if (!asks && !isMessage() && !at("null") && !(at("perform") && is(i + 1, "pg_sleep")))
    return false;
  skipStatement();
  return true;
}

/// variable := value, but not of one that tells success or when to give up.
bool RetryLoop::assignment() {
  bool assigns = i < t.size() && t[i].isName() && variables.contains(t[i].name()) &&
                 (is(i + 1, "=") || (is(i + 1, ":") && is(i + 2, "=")));
  if (!assigns)
    return false;
  std::string name = t[i].name();
  if (!counter.empty() && name == counter) { // WHILE counts so, and may reach its end by it
    if (countsItself || packed(i, endOfStatement()) != name + ":=" + name + "+1")
      return false;
    gaveUp = false;
    skipStatement();
    return true;
  }
  lowAtFirst.erase(name);
  bool mayTell = falseAtFirst.contains(name) && !is(endOfStatement() - 1, "false");
  if (mayTell || name == done || name == asked || bound.find(name) != std::string::npos)
    return false;
  skipStatement();
  return true;
}

/// SET, or what does the same.
bool RetryLoop::setting() {
  bool calls = at("perform") &&
               (is(i + 1, "set_config") || (is(i + 1, "pg_catalog") && is(i + 3, "set_config")));
  if (!at("set") && !calls)
    return false;
  once.emplace_back(i, endOfStatement());
  skipStatement();
  return true;
}

/// LOOP, FOR counter IN first..last LOOP, WHILE condition LOOP
bool RetryLoop::head() {
  takeLabel();
  if (take("loop"))
    return true;
  bool counts = at("for");
  size_t first = i + 1;
  if (!counts && !at("while"))
    return false;
  while (i < t.size() && !at("loop") && !at(";"))
    ++i;
  std::string condition = packed(first, i);
  if (!take("loop"))
    return false;
  if (counts) {
    size_t dots = condition.find("..");
    if (!is(first + 1, "in") || t[first + 2].kind != SqlToken::Kind::Number ||
        dots == std::string::npos)
      return false;
    counter = t[first].name();
    bound = condition.substr(dots + 2);
    ends = true;
  } else if (is(first, "not") && first + 2 < i && is(first + 2, "loop")) {
    asked = t[first + 1].name();
    return falseAtFirst.contains(asked);
  } else {
    ends = true;
    bool counted = is(first + 1, "<") && i == first + 4 && lowAtFirst.contains(t[first].name());
    if (counted) {
      counter = t[first].name();
      bound = condition.substr(condition.find('<') + 1);
      countsItself = false;
    }
  }
  return true;
}

/// A statement that is repeated with the others, or what is said behind the last of them.
bool RetryLoop::innerStatement() {
  if (leaves != Leaves::Nowhere)
    return false; // nothing runs behind EXIT
  if (at("exit") || at("return")) {
    leaves = at("exit") ? Leaves::Loop : Leaves::Block;
    bool plain = is(i + 1, ";") || (at("exit") && is(i + 2, ";"));
    skipStatement();
    return plain;
  }
  if (setting() || aside())
    return true;
  bool says = i < t.size() && t[i].isName() && falseAtFirst.contains(t[i].name()) &&
              is(endOfStatement() - 1, "true") && (is(i + 2, "true") || is(i + 3, "true"));
  if (says) {
    if (!done.empty())
      return false;
    done = t[i].name();
    skipStatement();
    return true;
  }
  if (assignment())
    return true;
  // What follows the variable may still fail, and it would be true all the same.
  static constexpr std::string_view Others[] = {"if",   "for",     "loop",    "while",    "begin",
                                                "case", "foreach", "declare", "continue", "raise"};
  if (!done.empty() || i >= t.size() ||
      std::ranges::any_of(Others, [&](auto word) { return at(word); }))
    return false;
  once.emplace_back(i, endOfStatement());
  acts = true;
  skipStatement();
  return true;
}

/// IF attempt >= last THEN RAISE; END IF; or IF attempt < last THEN ... ELSE RAISE; END IF; \p i
/// stands behind it. The last attempt does not go on.
bool RetryLoop::givesUp() {
  if (!at("if"))
    return false;
  size_t first = i + 1, then = first;
  while (then < t.size() && !is(then, "then") && !is(then, ";"))
    ++then;
  std::string condition = packed(first, then);
  i = then + 1;
  bool fails[2] = {false, false}; // when it holds; when not
  bool holds = true;
  while (i < t.size() && !at("end")) {
    bool error = isError();
    if (holds && take("else"))
      holds = false;
    else if (error)
      fails[holds ? 0 : 1] = true, skipStatement();
    else if (!aside())
      return false;
  }
  auto isOneOf = [&](std::initializer_list<std::string_view> signs) {
    return std::ranges::any_of(
        signs, [&](auto sign) { return condition == counter + std::string(sign) + bound; });
  };
  if (!counter.empty())
    gaveUp |= (fails[0] && isOneOf({"=", ">="})) || (fails[1] && isOneOf({"<", "<>", "!="}));
  return take("end") && take("if") && take(";");
}

/// EXCEPTION WHEN ... THEN ... END; nothing in it may leave the loop but an error.
bool RetryLoop::handler() {
  bool alwaysGivesUp = true;
  while (take("when")) {
    while (i < t.size() && !at("then") && !at(";"))
      ++i;
    if (!take("then"))
      return false;
    gaveUp = false;
    while (i < t.size() && !at("when") && !at("end")) {
      if (isError()) {
        gaveUp = true;
        skipStatement();
      } else if (at("continue") && is(i + 1, ";") && (is(i + 2, "when") || is(i + 2, "end"))) {
        skipStatement();
      } else if (!aside() && !assignment() && !givesUp()) {
        return false;
      }
    }
    alwaysGivesUp &= gaveUp;
  }
  ends &= !alwaysGivesUp;
  return true;
}

bool RetryLoop::innerBlock() {
  while (i < t.size() && !at("begin"))
    if (!setting() && !aside() && !assignment())
      return false;
  if (!take("begin"))
    return false;
  while (i < t.size() && !at("exception"))
    if (!innerStatement())
      return false;
  if (!acts || !take("exception") || !at("when") || !handler())
    return false;
  return take("end") && take(";");
}

/// EXIT WHEN done; or IF done THEN EXIT; END IF;
bool RetryLoop::behindInner() {
  bool asksDone = false;
  while (i < t.size() && !at("end")) {
    std::string words = done.empty() ? "" : packed(i, endOfStatement());
    if (!done.empty() && (words == "exitwhen" + done || words == "if" + done + "thenexit")) {
      bool block = at("if");
      asksDone = true;
      skipStatement();
      if (block && !(take("end") && take("if") && take(";")))
        return false;
    } else {
      bool counts = i < t.size() && t[i].isName() && t[i].name() == counter;
      if (!aside() && !assignment())
        return false;
      ends |= counts; // behind what the handler has asked
    }
  }
  if (asksDone && leaves == Leaves::Nowhere)
    leaves = Leaves::Loop;
  repeats = leaves == Leaves::Nowhere && (asked.empty() || asked != done);
  if (!take("end") || !take("loop"))
    return false;
  if (!at(";"))
    ++i; // its label
  return take(";");
}

/// IF NOT done THEN RAISE ...; END IF; or IF done THEN ... ELSE RAISE ...; END IF;
bool RetryLoop::asksWhetherDone() {
  if (done.empty() || !at("if"))
    return false;
  bool negated = is(i + 1, "not");
  i += negated ? 2 : 1;
  if (i >= t.size() || !t[i].isName() || t[i].name() != done || !is(i + 1, "then"))
    return false;
  i += 2;
  bool fails[2] = {false, false}; // when it is done; when it is not
  bool isDone = !negated;
  while (i < t.size() && !at("end")) {
    bool error = isError();
    if (take("else"))
      isDone = !isDone;
    else if (error)
      fails[isDone ? 0 : 1] = true, skipStatement();
    else if (!aside())
      return false;
  }
  if (fails[0])
    return false;
  ends &= !fails[1];
  return take("end") && take("if") && take(";");
}

bool RetryLoop::behindLoop() {
  bool fails = false;
  while (i < t.size() && !at("end")) {
    if (isError() && leaves == Leaves::Block) {
      fails = true;
      skipStatement();
    } else if (!aside() && !asksWhetherDone()) {
      return false;
    }
  }
  return !ends || fails;
}

std::optional<std::vector<RetryLoop::Part>> RetryLoop::statements() {
  takeLabel();
  if (!declarations() || !take("begin"))
    return std::nullopt;
  while (i < t.size() && !at("for") && !at("loop") && !at("while") && !at("<"))
    if (!setting() && !aside() && !assignment())
      return std::nullopt;
  if (!head() || !innerBlock() || !behindInner() || repeats || !behindLoop())
    return std::nullopt;
  if (!take("end") || (take(";"), i < t.size()))
    return std::nullopt;
  return once;
}

} // namespace schemac::sql
