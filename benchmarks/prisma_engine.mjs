// Prisma's own diff of two schema files, by its engine in WebAssembly: node prisma_engine.mjs BEFORE AFTER
// Prints the SQL. The engine wants a connection even for files: PGHOST, PGPORT and PGDATABASE say where. The
// word `database` as BEFORE is what they lead to.
// The packages are those of utils/npm.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { dirname, join } from "node:path";

const modules = join(dirname(new URL(import.meta.url).pathname), "../utils/npm/node_modules");
const require = createRequire(join(modules, "none.js"));
const load = (name) => import(pathToFileURL(require.resolve(name)));

globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (text) => console.error(text) };
const bg = await load("@prisma/schema-engine-wasm/schema_engine_bg");
const wasm = readFileSync(join(modules, "@prisma/schema-engine-wasm/schema_engine_bg.wasm"));
const { instance } = await WebAssembly.instantiate(wasm, { "./schema_engine_bg.js": bg });
bg.__wbg_set_wasm(instance.exports);
instance.exports.__wbindgen_start();
const { PrismaPg } = require("@prisma/adapter-pg");
const { ColumnTypeEnum, bindMigrationAwareSqlAdapterFactory } = require("@prisma/driver-adapter-utils");

const connectionString = `postgresql://postgres@localhost/${process.env.PGDATABASE ?? "postgres"}?host=${process.env.PGHOST}&port=${process.env.PGPORT ?? 5432}`;
const factory = new PrismaPg({ connectionString });
const connect = factory.connect.bind(factory);
// The adapter does not know the type "char", which one-letter columns of the catalog have: it reads text.
factory.connect = async () => {
  const connection = await connect();
  const performIO = connection.performIO.bind(connection), queryRaw = connection.queryRaw.bind(connection);
  let letters = [];
  connection.performIO = async (query) => {
    const result = await performIO(query);
    letters = (result.fields ?? []).filter((field) => field.dataTypeID === 18);
    for (const field of letters) field.dataTypeID = 25;
    return result;
  };
  connection.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const field of letters) result.columnTypes[result.columnNames.indexOf(field.name)] = ColumnTypeEnum.Character;
    return result;
  };
  return connection;
};
const adapter = bindMigrationAwareSqlAdapterFactory(factory);
const engine = await bg.SchemaEngine.new({ datamodels: undefined }, () => {}, adapter);
// This version takes no connection from the schema, where older projects have it, and no longer knows some features.
const known = ["fullTextSearchPostgres", "nativeDistinct", "partialIndexes", "postgresqlExtensions", "relationJoins",
  "schemaEngineDriverAdapters", "strictUndefinedChecks", "typedSql", "views"];
const text = (path) => readFileSync(path, "utf8").replace(/^\s*(url|directUrl|shadowDatabaseUrl)\s*=.*$/gm, "")
  .replace(/^(\s*previewFeatures\s*=\s*)\[(.*?)\]/gms,
    (_, start, list) => `${start}[${list.match(/"\w+"/g).filter((f) => known.includes(JSON.parse(f)))}]`);
const files = (path) => [{ path: "schema.prisma", content: text(path) }];
const [before, after] = process.argv.slice(2);
const state = (path) => path === "database" ? { tag: "schemaDatasource", files: files(after), configDir: "." }
  : { tag: "schemaDatamodel", files: files(path) };
const result = await engine.diff({
  from: state(before), to: state(after), script: true, exitCode: null, shadowDatabaseUrl: null,
  filters: { externalTables: [], externalEnums: [] },
});
process.stdout.write(result.stdout ?? "");
process.exit(0);
