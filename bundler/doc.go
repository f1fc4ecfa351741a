// Package bundler turns the TypeScript files of a project into bundles that
// the host can run: one CommonJS text per entry file, with everything it
// imports inside, a source map, a content hash and the list of files it was
// made of.
//
// It knows esbuild and the file system, and nothing of the JavaScript engine:
// whoever asks for a build says which modules the host lends to scripts
// ([Modules]) and how to check that the engine accepts a text
// ([Options].Check).
//
// # What a bundle expects of whoever runs it
//
// The text is CommonJS, to be run as
//
//	(function (exports, require, module, __filename, __dirname) {<code>
//	})
//
// with the code on the same line as the brace, so that line numbers stay
// right. Beyond the language it uses these names:
//
//   - require(specifier) gives a host module's exports. A specifier that is
//     not a host module must throw an Error that names it: that is where an
//     import() of a variable, and a failed import inside try/catch, end.
//   - __host_root is the absolute path of the project's root at run time,
//     without a trailing slash. import.meta and __dirname of every source file
//     are computed from it, so a bundle may be moved together with its root.
//   - module.exports.__hostReady, when it is there, is a promise: the entry
//     has a top-level await. It resolves to the exports of the entry.
//
// Modules are resolved as the project's own tools do: tsconfig paths, package
// exports, workspace links, node_modules. A module of the host wins over an
// npm package of the same name, and [Options].Alias over both.
package bundler
