//===- YamlText.cpp - Values as YAML --------------------------------------===//
#include "YamlText.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>
#include <fmt/core.h>

namespace schemac {
namespace {

constexpr size_t Width = 100;

bool isControl(char c) { return (c >= 0 && c < 0x20) || c == 0x7F; }

/// The bytes of a character that readers take for the end of a line, or do not take at all; 0: it
/// is none. They are written as escapes.
size_t oddCharacter(std::string_view text, size_t i) {
  auto byte = [&](size_t k) {
    return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0U;
  };
  if (byte(0) == 0xC2 && byte(1) >= 0x80 && byte(1) < 0xA0) // NEL and other controls
    return 2;
  if (byte(0) == 0xE2 && byte(1) == 0x80 && (byte(2) == 0xA8 || byte(2) == 0xA9)) // LS, PS
    return 3;
  bool mark = byte(0) == 0xEF && byte(1) == 0xBB && byte(2) == 0xBF;
  bool none = byte(0) == 0xEF && byte(1) == 0xBF && byte(2) >= 0xBE;
  return mark || none ? 3 : 0;
}

bool hasOdd(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i)
    if (oddCharacter(text, i))
      return true;
  return false;
}

/// Whether some reader of YAML would take the plain text for something else than a text.
bool isTaken(std::string_view text) {
  static constexpr std::string_view Words[] = {"null", "true", "false", "yes", "no",   "on",
                                               "off",  "y",    "n",     "~",   ".inf", ".nan"};
  std::string lower;
  for (char c : text)
    lower += c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
  // Numbers, dates, times: whatever begins like one.
  size_t sign = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  bool number = sign < text.size() &&
                (llvm::isDigit(text[sign]) || (text[sign] == '.' && sign + 1 < text.size() &&
                                               (llvm::isDigit(text[sign + 1]) || sign)));
  return number || std::ranges::find(Words, lower) != std::end(Words) || text == "<<" ||
         text == "=";
}

bool isPlain(std::string_view text, bool inFlow) {
  if (text.empty() || isTaken(text) || text.front() == ' ' || text.back() == ' ' ||
      text.back() == ':')
    return false;
  if (std::string_view("-?:,[]{}#&*!|>'\"%@`").find(text[0]) != std::string_view::npos)
    return false;
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i], next = i + 1 < text.size() ? text[i + 1] : '\0';
    if (isControl(c) || (c == ':' && (next == ' ' || inFlow)) || (c == ' ' && next == '#'))
      return false;
    if (inFlow && std::string_view(",[]{}").find(c) != std::string_view::npos)
      return false;
  }
  return true;
}

std::string doubleQuotedYaml(std::string_view text) {
  std::string out = "\"";
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (size_t length = oddCharacter(text, i)) {
      auto bits = [&](size_t k, unsigned mask) {
        return static_cast<unsigned char>(text[i + k]) & mask;
      };
      unsigned code = length == 2 ? bits(0, 0x1F) << 6 | bits(1, 0x3F)
                                  : bits(0, 0x0F) << 12 | bits(1, 0x3F) << 6 | bits(2, 0x3F);
      out += fmt::format("\\u{:04x}", code);
      i += length - 1;
    } else if (c == '"' || c == '\\') {
      out += std::string{'\\', c};
    } else if (c == '\n') {
      out += "\\n";
    } else if (isControl(c)) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string scalarText(const YamlValue &v, bool inFlow) {
  bool controls = std::ranges::any_of(v.text, isControl) || hasOdd(v.text);
  if (v.raw || (!controls && isPlain(v.text, inFlow)))
    return v.text;
  bool has = v.text.find('\'') != std::string::npos;
  bool escapes = v.text.find_first_of("\"\\") != std::string::npos;
  if (controls || (has && !escapes))
    return doubleQuotedYaml(v.text);
  std::string out = "'";
  for (char c : v.text)
    out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

/// Whether a text of several lines can stand as it is.
bool isLiteral(const YamlValue &v) {
  if (v.kind != YamlValue::Scalar || v.text.find('\n') == std::string::npos ||
      v.text.find_first_not_of('\n') == std::string::npos || hasOdd(v.text))
    return false;
  for (size_t begin = 0; begin < v.text.size();) {
    size_t end = std::min(v.text.find('\n', begin), v.text.size());
    std::string_view line = std::string_view(v.text).substr(begin, end - begin);
    if (!line.empty() &&
        (line.back() == ' ' || line.front() == '\t' ||
         std::ranges::any_of(line, [](char c) { return isControl(c) && c != '\t'; })))
      return false;
    if (line.ends_with('\t'))
      return false;
    begin = end + 1;
  }
  return true;
}

/// On one line; empty when it cannot stand there.
std::string flowText(const YamlValue &v) {
  if (v.kind == YamlValue::Scalar)
    return isLiteral(v) ? std::string() : scalarText(v, true);
  if (v.block && !v.items.empty())
    return {};
  std::string out = v.kind == YamlValue::List ? "[" : "{";
  for (size_t i = 0; i < v.items.size(); ++i) {
    std::string item = flowText(v.items[i]);
    if (item.empty())
      return {};
    out += i ? ", " : "";
    if (v.kind == YamlValue::Map)
      out += scalarText(YamlValue::scalar(v.items[i].key), true) + ": ";
    out += item;
  }
  return out + (v.kind == YamlValue::List ? "]" : "}");
}

class Writer {
public:
  std::string out;

  void map(const YamlValue &v, size_t indent, bool firstOnLine) {
    bool first = true;
    for (const YamlValue &value : v.items) {
      // Of the whole document, before what goes over lines; behind a text it would be of the text.
      if (!first && v.spaced && (indent || value.block) && out.size() != keptEnd)
        out += '\n';
      if (!first || !firstOnLine)
        out += std::string(indent, ' ');
      first = false;
      std::string name = scalarText(YamlValue::scalar(value.key), false);
      out += name + ":";
      below(value, indent, name.size() + 1);
    }
  }

private:
  /// What stands behind "key:" or "-", of which \p used columns are taken.
  void below(const YamlValue &v, size_t indent, size_t used) {
    if (isLiteral(v))
      return literal(v.text, indent + 2);
    std::string flow = v.kind == YamlValue::Scalar ? scalarText(v, false) : flowText(v);
    bool fits = !flow.empty() && indent + used + 1 + flow.size() <= Width;
    if (v.kind == YamlValue::Scalar || fits || v.items.empty()) {
      out += " " + flow + "\n";
      return;
    }
    out += '\n';
    if (v.kind == YamlValue::Map)
      return map(v, indent + 2, false);
    for (const YamlValue &value : v.items)
      item(value, indent + 2);
  }

  void item(const YamlValue &v, size_t indent) {
    out += std::string(indent, ' ') + "-";
    std::string flow = flowText(v);
    bool fits = !flow.empty() && indent + 2 + flow.size() <= Width;
    if (v.kind == YamlValue::Map && !fits) {
      out += ' ';
      return map(v, indent + 2, true);
    }
    below(v, indent, 1);
  }

  void literal(std::string_view text, size_t indent) {
    size_t ends = text.size() - (text.find_last_not_of('\n') + 1);
    bool leads = text.front() == ' ' || text.front() == '\n';
    out += std::string(" |") + (leads ? "2" : "") + (ends == 0 ? "-" : ends == 1 ? "" : "+") + "\n";
    for (size_t begin = 0; begin < text.size();) {
      size_t end = std::min(text.find('\n', begin), text.size());
      if (end > begin)
        out += std::string(indent, ' ') + std::string(text.substr(begin, end - begin));
      out += '\n';
      begin = end + 1;
    }
    keptEnd = ends > 1 ? out.size() : 0;
  }

  size_t keptEnd = 0; ///< where a text ended whose empty lines at its end count
};

} // namespace

std::string yamlText(const YamlValue &root) {
  Writer writer;
  writer.map(root, 0, false);
  return std::move(writer.out);
}

} // namespace schemac
