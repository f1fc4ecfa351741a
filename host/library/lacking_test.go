package library_test

import (
	"slices"
	"strings"
	"testing"

	"systembus/bundler"
	"systembus/bundler/shims"
)

// What `host check` tells of as throwing throws, and what refuses to be called
// is told of.
func TestWhatIsLackingThrows(t *testing.T) {
	vm := newVM(t, newLibrary(t))
	evaluate(t, vm, `
		const made = { "Intl.NumberFormat": () => new Intl.NumberFormat("en") };
		const find = (name) => {
			if (name.includes("#")) {
				const [of, member] = name.split("#");
				return [made[of](), member];
			}
			const at = name.lastIndexOf(".");
			if (at < 0) return [globalThis, name];
			const of = name.slice(0, at), member = name.slice(at + 1);
			return [of.startsWith("node:") ? require(of) : globalThis[of], member];
		};
		for (const name of `+string(jsonText(t, bundler.Lacking()))+`) {
			const [of, member] = find(name);
			let threw = false;
			try {
				if (/^[A-Z]/.test(member)) new of[member]("a", {});
				else of[member](1, 2);
			} catch (e) {
				threw = true;
			}
			if (!threw) throw new Error(name + " works");
		}`)

	var modules []string
	for _, specifier := range shims.Specifiers() {
		if strings.HasPrefix(specifier, "node:") || specifier == "bun" {
			modules = append(modules, specifier)
		}
	}
	evaluate(t, vm, `
		const known = new Set(`+string(jsonText(t, bundler.Lacking()))+`);
		for (const specifier of `+string(jsonText(t, modules))+`) {
			const all = require(specifier);
			for (const name of Object.keys(all)) {
				if (typeof all[name] !== "function") continue;
				const told = { "bun": "Bun", "node:process": "process" }[specifier] ?? specifier;
				try {
					/^class\b/.test(Function.prototype.toString.call(all[name])) ? new all[name]() : all[name]();
				} catch (e) {
					if (/ is refused: /.test(e?.message) && !known.has(told + "." + name)) throw new Error(told + "." + name + ": " + e.message);
				}
			}
		}`)
}

// A member that a module's default export has and its names do not would be
// told of as absent.
func TestDefaultExportsHaveNoMoreFunctionsThanTheNames(t *testing.T) {
	vm := newVM(t, newLibrary(t))
	for _, specifier := range shims.Specifiers() {
		names, _ := shims.Modules{}.Exports(specifier)
		if specifier == "node:process" { // nothing is told of as absent from process
			continue
		}
		if !strings.HasPrefix(specifier, "node:") && specifier != "bun" || len(names) < 2 || !slices.Contains(names, "default") {
			continue
		}
		names = append(slices.Clone(names), "init", "_makeLong", "isDestroyed") // Node has them, its declarations do not
		evaluate(t, vm, `{
			const names = new Set(`+string(jsonText(t, names))+`);
			const all = require(`+string(jsonText(t, specifier))+`), whole = all.__esModule ? all.default : all;
			const extra = Object.getOwnPropertyNames(whole).filter((name) => !names.has(name) && typeof whole[name] === "function");
			if (extra.length > 0) throw new Error(`+string(jsonText(t, specifier))+` + " has more: " + extra.join(" "));
		}`)
	}
}
