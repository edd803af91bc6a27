// Writes lib/Frontend/Prisma/Letters.def, the letters of Unicode that names of Prisma may have:
// node utils/unicode_letters.js
//
// From Node's own tables. LETTERS(first, last): a range, in the order of their numbers. Those of ASCII
// are not listed.
const fs = require('fs'), path = require('path');

const ranges = [];
for (let point = 0x80; point <= 0x10FFFF; ++point) {
  if (!/^\p{L}$/u.test(String.fromCodePoint(point)))
    continue;
  const last = ranges[ranges.length - 1];
  if (last && last[1] === point - 1)
    last[1] = point;
  else
    ranges.push([point, point]);
}

let text = `// Made by utils/unicode_letters.js, of Unicode ${process.versions.unicode}.\n`, line = '';
for (const [first, last] of ranges) {
  const row = `LETTERS(0x${first.toString(16).toUpperCase()}, 0x${last.toString(16).toUpperCase()})`;
  if (line.length + row.length > 98) {
    text += line.trimEnd() + '\n';
    line = '';
  }
  line += row + ' ';
}
text += line.trimEnd() + '\n';
fs.writeFileSync(path.join(__dirname, '../lib/Frontend/Prisma/Letters.def'), text);
