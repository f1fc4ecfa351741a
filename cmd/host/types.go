package main

import (
	"fmt"

	"systembus/bundler/declarations"
	"systembus/host/config"
)

// typesCmd is `host types`.
type typesCmd struct {
	config.Project
}

// Help is shown by host types --help.
func (*typesCmd) Help() string {
	return `Writes ` + declarations.File + `: what Node's and Bun's modules, ioredis and the host's own modules
look like to TypeScript, as far as scripts have them. With it, and the npm package inngest,
"npx tsc --noEmit" checks scripts, and editors complete them; @types/node and @types/bun are not
needed, and used where a project has them. The project's tsconfig.json has to name the file in
"include" or "files"; a project without a tsconfig.json gets one.

Write it anew after an update of the host, or when such packages come and go. It is generated:
keep .host out of version control.

Examples:
  host types && npx tsc --noEmit`
}

// Run writes the files and says what they come from.
func (c *typesCmd) Run(w *world) error {
	written, err := declarations.Write(c.Dir)
	if err != nil {
		return err
	}
	fmt.Fprintf(w.stdout, "%s %s\n", good.Render("✓"), declarations.File)
	for _, s := range written.Sources {
		from := "the host's own"
		if s.Package != "" {
			from = s.Package + " of this project"
		}
		fmt.Fprintf(w.stdout, "  %-8s %s\n", s.Name, from)
	}
	switch {
	case written.Configured:
		fmt.Fprintf(w.stdout, "%s %s, which checks scripts\n", good.Render("✓"), declarations.Configuration)
	case !written.Included:
		fmt.Fprintf(w.stdout, "%s %s does not name it yet: add %q to its \"include\"\n", warn.Render("!"), declarations.Configuration, declarations.File)
	}
	return nil
}
