// What Prisma's own validator says: reads {"schemas": [text, ...]} on standard input, writes a list of
// the lists of its errors, each {line, message}. One process for all: loading takes longer than judging.
const prisma = require("@prisma/prisma-schema-wasm");

function errors(text) {
  const line = (offset) => text.slice(0, offset).split("\n").length;
  try {
    return JSON.parse(prisma.lint(JSON.stringify([["schema.prisma", text]])))
      .filter((d) => !d.is_warning)
      .map((d) => ({ line: line(d.start), message: d.text.trim() }));
  } catch (e) {
    return [{ line: 0, message: "the validator failed: " + e.message }];
  }
}

const input = JSON.parse(require("fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(input.schemas.map(errors)));
