// Package catalog knows what the scripts of a project register: which
// functions, for which roles, under which app id, and whether an Inngest
// server would accept them. Everything it finds wrong is a [bundler.Problem]
// with file, line and remedy, because one function that the server refuses
// would keep all others from being registered.
package catalog

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"systembus/bundler"
)

// ForRole gives the scripts that a role serves, in their order. An empty role
// means all scripts.
func ForRole(scripts []bundler.Script, role string) []bundler.Script {
	var served []bundler.Script
	for _, s := range scripts {
		if role == "" || slices.Contains(s.Roles, role) {
			served = append(served, s)
		}
	}
	return served
}

// Functions gives the functions of the scripts, in their order.
func Functions(scripts []bundler.Script) []bundler.Function {
	var fns []bundler.Function
	for _, s := range scripts {
		fns = append(fns, s.Functions...)
	}
	return fns
}

// Shared gives the ids that scripts of different roles define each for
// themselves, sorted. A script that both roles serve shares nothing: it is one
// definition. Where both roles run under one app id, the last to register wins.
func Shared(scripts []bundler.Script) []string {
	definitions := map[string]int{}
	for _, s := range scripts {
		for _, fn := range s.Functions {
			definitions[fn.ID]++
		}
	}
	shared := []string{}
	for id, n := range definitions {
		if n > 1 {
			shared = append(shared, id)
		}
	}
	slices.Sort(shared)
	return shared
}

// EnvHash is the form in which a [bundler.Script] records the value of an
// environment variable: the hex SHA-256 of the value, or "" when it is unset.
// The value itself, which may be a secret, is not kept.
func EnvHash(value string, set bool) string {
	if !set {
		return ""
	}
	sum := sha256.Sum256([]byte(value))
	return hex.EncodeToString(sum[:])
}

// Stale says whether the environment differs from the one in which the script
// was evaluated, in a variable that it read then, and names these variables.
func Stale(s bundler.Script, lookup func(string) (string, bool)) []string {
	var differ []string
	for name, hash := range s.Env {
		if EnvHash(lookup(name)) != hash {
			differ = append(differ, name)
		}
	}
	slices.Sort(differ)
	return differ
}

// fallbackApp is the app id of a role whose scripts name none.
func fallbackApp(role string) string {
	return strings.TrimSuffix("system-bus-"+role, "-")
}
