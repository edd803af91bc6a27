// validate_json.js SCHEMA FILE...: exits 1 and prints why when a file does not conform.
// Both dialects of JSON Schema in use here: 2020-12 for our own, draft-04 for SARIF's.
const fs = require("fs");
const addFormats = require("ajv-formats");

const [schemaFile, ...files] = process.argv.slice(2);
const read = (file) => JSON.parse(fs.readFileSync(file, "utf8"));
const schema = read(schemaFile);
const isNew = (schema.$schema || "").includes("2020-12");
if ((schema.$schema || "").includes("draft-04")) {
  // What draft-04 says otherwise than its successors: the name of the identifier, and bounds.
  if (JSON.stringify(schema).includes('"exclusive')) throw new Error("draft-04 bounds");
  delete schema.$schema;
  delete schema.id;
}
const Ajv = require(isNew ? "ajv/dist/2020" : "ajv");
// Our own schemas must be free of misspelt keywords; others are taken as they are.
const ajv = new Ajv({ allErrors: true, strict: isNew, strictRequired: false, unicodeRegExp: isNew });
(addFormats.default || addFormats)(ajv);
const validate = (ajv.default || ajv).compile(schema);

let failed = files.length === 0;
for (const file of files) {
  if (validate(read(file))) continue;
  failed = true;
  for (const e of validate.errors)
    console.error(`${file}: ${e.instancePath || "/"}: ${e.message} ${JSON.stringify(e.params)}`);
}
process.exit(failed ? 1 : 0);
