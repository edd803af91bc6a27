// The SQL that Prisma's own engine makes of a schema: engine.mjs PROVIDER SCHEMA. The engine wants an adapter of the
// database, and asks it for nothing when it compares with an empty one.
import fs from "node:fs";

const [, , provider, path] = process.argv;
const modules = process.env.NODE_PATH;
const folder = `${modules}/@prisma/schema-engine-wasm/`;
global.PRISMA_WASM_PANIC_REGISTRY = { set_message: (text) => console.error(text) };
const engine = await import(folder + "schema_engine_bg.js");
const bytes = fs.readFileSync(folder + "schema_engine_bg.wasm");
const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": engine });
engine.__wbg_set_wasm(instance.exports);
instance.exports.__wbindgen_start();

const result = (value) => ({ ok: true, value, map() {}, flatMap() {} });
const none = async () => result({ columnNames: [], columnTypes: [], rows: [] });
const errorRegistry = { consumeError() {} };
const connection = { provider, adapterName: "none", errorRegistry, queryRaw: none, executeRaw: async () => result(0),
                     executeScript: async () => result(undefined), dispose: async () => result(undefined),
                     getConnectionInfo: () => result({ supportsRelationJoins: false }) };
const connect = async () => result(connection);
const content = fs.readFileSync(path, "utf8");
const one = await engine.SchemaEngine.new({ datamodels: [["schema.prisma", content]] }, () => {},
                                          { provider, adapterName: "none", errorRegistry, connect, connectToShadowDb: connect });
const made = await one.diff({ from: { tag: "empty" }, to: { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content }] },
                              script: true, exitCode: null, filters: { externalTables: [], externalEnums: [] } });
process.stdout.write(made.stdout);
