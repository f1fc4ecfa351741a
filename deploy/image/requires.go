package image

import (
	"errors"
	"fmt"
	"slices"
)

// checkPrograms finds functions of the role that start programs which the
// image would not have. They are told before anything is deployed: in the
// cluster each of their runs would fail.
func checkPrograms(s *scripts, o Options, below *contents) error {
	var wrong []error
	for _, script := range s.manifest.Scripts {
		if !slices.Contains(script.Roles, o.Role) {
			continue
		}
		for _, program := range script.Requires {
			if !below.program(program) {
				wrong = append(wrong, &MissingProgramError{Script: script.Path, Program: program, Role: o.Role, Base: o.BaseName})
			}
		}
	}
	return errors.Join(wrong...)
}

// A MissingProgramError says that a script starts a program that the image
// would not have.
type MissingProgramError struct {
	Script, Program, Role string
	// Base is the name of the base; empty means our own, which has no program.
	Base string
}

// Error says what is missing.
func (e *MissingProgramError) Error() string {
	base := "the host's own base, which has no programs"
	if e.Base != "" {
		base = e.Base
	}
	return fmt.Sprintf("%s requires %s, which is not in %s", e.Script, e.Program, base)
}

// Hint says what to do.
func (e *MissingProgramError) Hint() string {
	return fmt.Sprintf("Name a base image that has %s, by its digest, with --base or deployBase in host.json, or take the role %s from the script.", e.Program, e.Role)
}
