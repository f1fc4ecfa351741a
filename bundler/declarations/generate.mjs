// Writes the declarations beside it: what @types/node, bun-types and
// ioredis say of the names that the host has, and what the host's own modules
// say of themselves. Run it with `make declarations`.
//
// A declaration stays when a name that scripts can reach leads to it: from the
// exports in bundler/shims/dist/index.json, the globals below, and every type
// that a lent module exports. A module that is not lent may still have types
// that others need: it gets a name that nobody imports.
import fs from "node:fs";
import path from "node:path";
import ts from "typescript-api";

const root = path.resolve(import.meta.dirname, "../..");
const modules = path.join(root, "node_modules");
const out = path.resolve(process.argv[2] ?? path.join(root, "bundler/declarations"));
const index = JSON.parse(fs.readFileSync(path.join(root, "bundler/shims/dist/index.json"), "utf8"));

/** Global values of Node's and Bun's that scripts have; the web's are in TypeScript's own lib.dom. */
const globals = ["process", "Buffer", "global", "console", "require", "module", "exports", "__filename", "__dirname", "setTimeout", "setInterval",
  "setImmediate", "clearTimeout", "clearInterval", "clearImmediate", "queueMicrotask", "structuredClone", "performance", "Bun"];
/** Global types that scripts write, or whose members they use. */
const globalTypes = ["ImportMeta", "ErrorConstructor", "NodeJS", "BufferEncoding", "Timer", "ReadableStream"];

const lent = new Map();
for (const [specifier, { exports }] of Object.entries(index)) {
  if (specifier.startsWith("host:internal/")) continue;
  lent.set(specifier, new Set(exports));
  if (specifier.startsWith("node:")) lent.set(specifier.slice(5), new Set(exports));
}

/** The files of ioredis and of the host's own modules become ambient modules of these names. */
const ambient = new Map();
for (const file of fs.readdirSync(path.join(modules, "ioredis/built"), { recursive: true })) {
  if (file.endsWith(".d.ts")) ambient.set(path.join(modules, "ioredis/built", file), "declared:ioredis/" + file.replace(/\.d\.ts$/, "").replaceAll(path.sep, "/"));
}
ambient.set(path.join(modules, "ioredis/built/index.d.ts"), "ioredis");
ambient.set(path.join(modules, "standard-as-callback/built/types.d.ts"), "declared:standard-as-callback/types");

const host = emitHost();
for (const [file, name] of host.names) ambient.set(file, name);

const options = { target: ts.ScriptTarget.ESNext, lib: ["lib.esnext.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"], module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler, types: [], strict: true, noEmit: true, skipLibCheck: true };
const compiler = ts.createCompilerHost(options);
const { fileExists, readFile, getSourceFile } = compiler;
compiler.fileExists = (f) => host.texts.has(f) || fileExists(f);
compiler.directoryExists = (d) => d.startsWith("/declared") || fs.existsSync(d);
compiler.readFile = (f) => host.texts.get(f) ?? readFile(f);
compiler.getSourceFile = (f, o, ...rest) => (host.texts.has(f) ? ts.createSourceFile(f, host.texts.get(f), o, true) : getSourceFile(f, o, ...rest));
const program = ts.createProgram([path.join(modules, "@types/node/index.d.ts"), path.join(modules, "bun-types/index.d.ts"),
  path.join(modules, "ioredis/built/index.d.ts"), ...host.texts.keys()], options, compiler);
const checker = program.getTypeChecker();

/** The output that a file's declarations go to, or undefined for what is not ours to repeat. */
function target(file) {
  const name = file.fileName;
  if (name.includes("/@types/node/")) return name.includes("/ts5.") ? undefined : "node.d.ts";
  if (name.includes("/bun-types/")) return "bun.d.ts";
  if (name.includes("/node_modules/ioredis/") || name.includes("/standard-as-callback/")) return "ioredis.d.ts";
  if (host.texts.has(name)) return "host.d.ts";
  return undefined;
}

// ---- What stays.

const kept = new Set(); // statements, and specifiers of imports and exports
const seen = new Set(); // symbols

/** Namespaces of which only what is used stays; of others all does. */
const open = ["NodeJS", "Bun", "__internal", "globalThis"];

/** The statement that a declaration stands in. */
function statementOf(node) {
  while (node && !(ts.isSourceFile(node.parent) || ts.isModuleBlock(node.parent))) node = node.parent;
  return node;
}

function keep(symbol) {
  if (!symbol || seen.has(symbol)) return;
  seen.add(symbol);
  for (const declaration of symbol.declarations ?? []) {
    if (!target(declaration.getSourceFile())) continue;
    if (ts.isSourceFile(declaration) || (ts.isModuleDeclaration(declaration) && ts.isStringLiteral(declaration.name))) continue;
    if (ts.isImportSpecifier(declaration) || ts.isExportSpecifier(declaration) || ts.isImportClause(declaration) || ts.isNamespaceImport(declaration) || ts.isNamespaceExport(declaration)) kept.add(declaration);
    keepStatement(statementOf(declaration), declaration);
  }
  for (const declaration of symbol.declarations ?? []) {
    if (ts.isExportSpecifier(declaration) && !declaration.parent.parent.moduleSpecifier) keep(checker.getExportSpecifierLocalTargetSymbol(declaration));
  }
  if (symbol.flags & ts.SymbolFlags.Alias) {
    keep(checker.getImmediateAliasedSymbol(symbol)); // one link of the chain at a time: each has its declaration
    keep(checker.getAliasedSymbol(symbol));
  }
  const own = symbol.declarations?.some((d) => ts.isModuleDeclaration(d) && !ts.isStringLiteral(d.name) && target(d.getSourceFile()));
  if (own && !open.includes(symbol.name)) for (const member of symbol.exports?.values() ?? []) keep(member);
}

function keepStatement(statement, declaration) {
  if (!statement) return;
  // What encloses it: a namespace, whose own name must stay too.
  for (let up = statement.parent; up && !ts.isSourceFile(up); up = up.parent) if (ts.isModuleDeclaration(up)) kept.add(up);
  if (kept.has(statement) && !ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return;
  kept.add(statement);
  if (ts.isModuleDeclaration(statement)) return;
  if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) {
    if (declaration && declaration !== statement) use(declaration);
    return;
  }
  use(statement);
}

/** Keeps whatever the names in a node mean. */
function use(node) {
  if (ts.isIdentifier(node)) {
    const symbol = checker.getSymbolAtLocation(node);
    keep(symbol);
    return;
  }
  if (ts.isImportTypeNode(node) && !node.qualifier) keepModule(checker.getSymbolAtLocation(node.argument.literal), undefined);
  ts.forEachChild(node, use);
}

/** Keeps the names of a module, and its types; all when names is undefined. */
function keepModule(symbol, names) {
  if (!symbol) return;
  const members = new Map((symbol.exports?.has("export=") ? [] : checker.getExportsOfModule(symbol)).map((s) => [s.name, s]));
  const whole = symbol.exports?.get("export=");
  if (whole) {
    keep(whole);
    const resolved = whole.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(whole) : whole;
    keep(resolved);
    for (const member of resolved.exports?.values() ?? []) members.set(member.name, member);
  }
  for (const [name, member] of members) {
    const resolved = member.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(member) : member;
    const value = resolved.flags & ts.SymbolFlags.Value;
    if (!names || names.has(name) || !value || (name === "default" && names.has("default"))) keep(member);
  }
  for (const d of symbol.declarations ?? []) {
    const body = ts.isSourceFile(d) ? d : d.body;
    kept.add(d);
    for (const s of body?.statements ?? []) {
      if (ts.isExportAssignment(s)) keepStatement(s);
      if (ts.isExportDeclaration(s) && !s.exportClause) kept.add(s);
    }
  }
}

const everything = checker.getSymbolsInScope(program.getSourceFiles().find((f) => f.fileName.endsWith("/bun-types/index.d.ts")),
  ts.SymbolFlags.Value | ts.SymbolFlags.Type | ts.SymbolFlags.Namespace | ts.SymbolFlags.Alias);
for (const symbol of everything) {
  if (globals.includes(symbol.name) || globalTypes.includes(symbol.name)) keep(symbol);
}
for (const symbol of checker.getAmbientModules()) {
  const names = lent.get(symbol.name.slice(1, -1));
  if (names) keepModule(symbol, names);
}
for (const [file, name] of ambient) {
  const source = program.getSourceFile(file);
  if (source && (lent.has(name) || host.names.has(file))) keepModule(checker.getSymbolAtLocation(source), name.startsWith("declared:") ? new Set() : lent.get(name));
}

// ---- How it is written.

/** Members of process: what node:process exports, and those that are not exported each. */
const processNames = new Set([...lent.get("node:process"), ..."stdout stderr stdin exitCode report connected noDeprecation throwDeprecation traceDeprecation ref unref getActiveResourcesInfo setUncaughtExceptionCaptureCallback hasUncaughtExceptionCaptureCallback setSourceMapsEnabled".split(" ")]);
const printer = ts.createPrinter({ removeComments: true });

/** Modules of Node's that are not lent, and whose types others use: with @types/node, they come from there. */
const bridged = new Set();

/** The name that a module has in the output. */
function rename(name, from) {
  if (name.startsWith(".")) {
    const resolved = ts.resolveModuleName(name, from.fileName, options, compiler).resolvedModule?.resolvedFileName;
    const given = ambient.get(resolved);
    if (!given) throw new Error(`${from.fileName}: ${name} is no file that is declared`);
    return given;
  }
  if (name === "undici-types" || name === "denque") return "declared:" + name;
  const bare = name.replace(/^node:/, "");
  if (lent.has(name) || lent.has(bare) || ![...checker.getAmbientModules()].some((m) => m.name === `"${name}"`)) {
    if (name === "standard-as-callback" || name === "standard-as-callback/built/types") return "declared:standard-as-callback/types";
    return name;
  }
  const module = checker.getAmbientModules().find((m) => m.name === `"${name}"`);
  if (target(from) !== "node.d.ts" && module.declarations.some((d) => target(d.getSourceFile()) === "node.d.ts")) bridged.add(name);
  return "declared:" + name;
}

function written(file, comments) {
  const transform = (context) => {
    const { factory } = context;
    const only = (statements) => factory.createNodeArray(statements.filter(stays).map((s) => ts.visitNode(s, visit)));
    function stays(s) {
      if (ts.isExportDeclaration(s) && !s.exportClause) return kept.has(s) || [...(s.parent.parent ? [s.parent.parent] : [])].some((d) => kept.has(d));
      if (ts.isImportDeclaration(s)) return kept.has(s) || !s.importClause;
      return kept.has(s);
    }
    function visit(node) {
      if (ts.isModuleDeclaration(node)) {
        const name = ts.isStringLiteral(node.name) ? factory.createStringLiteral(rename(node.name.text, file)) : node.name;
        const body = node.body && ts.isModuleBlock(node.body) ? factory.updateModuleBlock(node.body, only(node.body.statements)) : ts.visitNode(node.body, visit);
        return factory.updateModuleDeclaration(node, node.modifiers, name, body);
      }
      if (ts.isNamedImports(node)) return factory.updateNamedImports(node, node.elements.filter((e) => kept.has(e)));
      if (ts.isNamedExports(node)) return factory.updateNamedExports(node, node.elements.filter((e) => kept.has(e)));
      if (ts.isInterfaceDeclaration(node) && node.name.text === "Process") {
        const members = node.members.filter((m) => !m.name || !ts.isIdentifier(m.name) || processNames.has(m.name.text));
        node = factory.updateInterfaceDeclaration(node, node.modifiers, node.name, node.typeParameters, node.heritageClauses, members);
      }
      if (ts.isStringLiteral(node) && node.parent && (ts.isImportDeclaration(node.parent) || ts.isExportDeclaration(node.parent) || ts.isExternalModuleReference(node.parent)
        || (ts.isLiteralTypeNode(node.parent) && ts.isImportTypeNode(node.parent.parent)))) return factory.createStringLiteral(rename(node.text, file));
      return ts.visitEachChild(node, visit, context);
    }
    return (source) => factory.updateSourceFile(source, only(source.statements));
  };
  const result = ts.transform(file, [transform]);
  const print = comments ? ts.createPrinter() : printer;
  let text = print.printFile(result.transformed[0]).replace(/^\/\/\/ <reference.*\n/gm, "");
  if (ts.isExternalModule(file) && !ambient.has(file.fileName)) return wrapped(file, result.transformed[0], print);
  const given = ambient.get(file.fileName);
  if (given) {
    text = text.replace(/^(export (?:default )?)declare /gm, "$1").replace(/^declare /gm, "").replace(/^export \{\};\n/gm, "");
    text = text.trim() && `declare module ${JSON.stringify(given)} {\n${text.replace(/^(?=.)/gm, "    ")}}\n`;
  }
  return text.trim() ? text : "";
}

/**
 * A file that is a module and declares things for others: it becomes an ambient
 * module that nobody imports, beside the modules that it adds to.
 */
function wrapped(file, made, print) {
  const beside = [], inside = [];
  for (const s of made.statements) (ts.isModuleDeclaration(s) && ts.isStringLiteral(s.name) ? beside : inside).push(print.printNode(ts.EmitHint.Unspecified, s, file));
  const name = "declared:" + path.basename(path.dirname(file.fileName)) + "/" + path.basename(file.fileName, ".d.ts");
  const text = inside.join("\n").replace(/^(export )?declare /gm, "$1").replace(/^export \{\};\n?/gm, "");
  const names = new Map(); // what the modules beside it use of this one
  for (const s of file.statements) if (kept.has(s) && s.name && ts.isIdentifier(s.name)) names.set(s.name.text, `import { ${s.name.text} } from ${JSON.stringify(name)};`);
  for (const s of made.statements) {
    if (!ts.isImportDeclaration(s)) continue;
    const line = print.printNode(ts.EmitHint.Unspecified, s, file);
    const { name: all, namedBindings: bound } = s.importClause ?? {};
    for (const n of [all, ...(bound ? (ts.isNamespaceImport(bound) ? [bound.name] : bound.elements.map((e) => e.name)) : [])]) if (n) names.set(n.text, line);
  }
  for (const [n, from] of [["ConnectionOptions", "declared:tls"], ["TLSSocket", "declared:tls"], ["KeyObject", "crypto"]]) names.set(n, `import { ${n} } from "${from}";`);
  const local = (t) => {
    const lines = new Set([...names].filter(([n]) => new RegExp(`\\b${n}\\b`).test(t)).map(([, line]) => line));
    return t.replace(/\{\n/, "{\n" + [...lines].map((l) => `    ${l}\n`).join(""));
  };
  return beside.map((t) => local(t) + "\n").join("") + (/\b(global|namespace|interface|var|type)\b/.test(text) ? `declare module ${JSON.stringify(name)} {\n${text.replace(/^(?=.)/gm, "    ")}\n}\n` : "");
}

const outputs = new Map([["node.d.ts", []], ["bun.d.ts", []], ["ioredis.d.ts", []], ["host.d.ts", []]]);
for (const file of program.getSourceFiles()) {
  const name = target(file);
  if (!name || file.fileName.includes("/web-globals/")) continue;
  const text = written(file, name === "host.d.ts");
  if (text) outputs.get(name).push(text.replace(/^export \{\};\n/gm, ""));
}
outputs.get("host.d.ts").push(...host.written);
const web = `declare module "declared:undici-types" {
${["Request", "Response", "Headers", "FormData", "RequestInit", "ResponseInit", "HeadersInit", "BodyInit", "RequestInfo", "RequestCredentials", "WebSocket", "CloseEvent", "MessageEvent", "EventSource"]
    .map((n) => `    export type ${n} = globalThis.${n};\n`).join("")}    export const WebSocket: typeof globalThis.WebSocket;
    export const CloseEvent: typeof globalThis.CloseEvent;
    export const MessageEvent: typeof globalThis.MessageEvent;
}
`;
outputs.get("node.d.ts").push(web);
outputs.set("bridge.d.ts", [web, ...[...bridged].sort().map((n) => `declare module "declared:${n}" {\n    export * from "${n}";\n}\n`)]);
outputs.get("ioredis.d.ts").push(`declare module "declared:denque" {
    class Deque<T = any> {
        length: number;
    }
    export = Deque;
}
`);
const licences = { "node.d.ts": "@types/node", "bun.d.ts": "bun-types", "ioredis.d.ts": "ioredis" };
for (const [name, texts] of outputs) {
  let head = "// Generated by bundler/declarations/generate.mjs; do not edit by hand.\n";
  if (licences[name]) {
    const { version } = JSON.parse(fs.readFileSync(path.join(modules, licences[name], "package.json"), "utf8"));
    head += `// Parts of ${licences[name]} ${version}, under the MIT licence: see LICENSES in bundler/declarations.\n`;
  }
  fs.writeFileSync(path.join(out, name), head + texts.join(""));
}

/** Declarations of the host's own modules, made from their sources, and of the files that these import. */
function emitHost() {
  const folder = path.join(root, "bundler/shims/host");
  const entries = Object.keys(index).filter((s) => s.startsWith("host:") && !s.startsWith("host:internal/")).map((s) => path.join(folder, s.slice(5) + ".ts"));
  const texts = new Map();
  const names = new Map();
  const written = [];
  const options = { target: ts.ScriptTarget.ESNext, lib: ["lib.esnext.d.ts", "lib.dom.d.ts"], module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true, declaration: true, emitDeclarationOnly: true, strict: true, skipLibCheck: true, types: ["node"], stripInternal: true };
  const program = ts.createProgram(entries, options, ts.createCompilerHost(options));
  for (const source of program.getSourceFiles()) {
    if (source.isDeclarationFile || !source.fileName.startsWith(folder + "/") || source.fileName.includes("/internal/")) continue;
    program.emit(source, (file, text) => {
      const relative = path.relative(folder, file).replace(/\.d\.ts$/, "");
      const byHand = path.join(root, "jsapi", relative, relative + ".d.ts");
      if (fs.existsSync(byHand)) {
        written.push(fs.readFileSync(byHand, "utf8"));
        return;
      }
      const place = `/declared/host/${relative}.d.ts`; // away from the sources, which would be found first
      texts.set(place, text.replace(/(from |import\()"(\.[^"]*)\.ts"/g, '$1"$2"'));
      names.set(place, path.basename(relative).startsWith("_") ? "declared:host/" + relative : "host:" + relative);
    }, undefined, true);
  }
  return { texts, names, written };
}
