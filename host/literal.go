package host

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"systembus/bundler"
	"systembus/host/library"
	"systembus/jsapi"
	"systembus/jsapi/uses"
)

// A literal is a call that its arguments alone can make wrong. Where they are
// written out, what it would throw at run time is told when it is built.
type literal struct {
	// try is the call, with the arguments at %s. Of a method of what is not
	// known there are several: it is wrong when all of them throw.
	try []string
	// first says that nothing can be told unless the first argument is known.
	first bool
	// from and args are which arguments matter; all from there when args is 0.
	from, args int
	remedy     string
}

const (
	seeLocales  = "The locales and options that the host has are in docs/compatibility.md#locales."
	seeLanguage = "What the engine's regular expressions lack is in docs/compatibility.md#the-language."
)

// literals are those calls, by the names of [uses.Use].
var literals = map[string]literal{
	"RegExp":                   {try: []string{"new RegExp(%s)"}, first: true, remedy: seeLanguage},
	"TextDecoder":              {try: []string{"new TextDecoder(%s)"}, first: true, args: 1, remedy: `Give the label of one of the web's encodings, such as "utf-8".`},
	"node:crypto.createHash":   {try: []string{`require("node:crypto").createHash(%s)`}, first: true, args: 1, remedy: "getHashes() of node:crypto lists those that the host has."},
	"node:crypto.createHmac":   {try: []string{`require("node:crypto").createHmac(%s, "key")`}, first: true, args: 1, remedy: "getHashes() of node:crypto lists those that the host has."},
	"Intl.getCanonicalLocales": {try: []string{"Intl.getCanonicalLocales(%s)"}, first: true, remedy: seeLocales},
	"Intl.supportedValuesOf":   {try: []string{"Intl.supportedValuesOf(%s)"}, first: true, remedy: seeLocales},
	"Intl.Locale":              {try: []string{"new Intl.Locale(%s)"}, first: true, remedy: seeLocales},
	"Intl.DisplayNames":        {try: []string{"new Intl.DisplayNames(%s)"}, remedy: seeLocales},
	"Intl.DurationFormat":      {try: []string{"new Intl.DurationFormat(%s)"}, remedy: seeLocales},
	"Intl.DateTimeFormat":      {try: []string{"new Intl.DateTimeFormat(%s).format(0)"}, remedy: seeLocales},
	"Intl.NumberFormat":        {try: []string{"new Intl.NumberFormat(%s).format(0)"}, remedy: seeLocales},
	"Intl.PluralRules":         {try: []string{"new Intl.PluralRules(%s).select(0)"}, remedy: seeLocales},
	"Intl.RelativeTimeFormat":  {try: []string{`new Intl.RelativeTimeFormat(%s).format(0, "day")`}, remedy: seeLocales},
	"Intl.ListFormat":          {try: []string{`new Intl.ListFormat(%s).format(["a", "b"])`}, remedy: seeLocales},
	"Intl.Collator":            {try: []string{`new Intl.Collator(%s).compare("a", "b")`}, remedy: seeLocales},
	"Intl.Segmenter":           {try: []string{`[...new Intl.Segmenter(%s).segment("a")]`}, remedy: seeLocales},
	"*.localeCompare":          {try: []string{`"a".localeCompare("b", %s)`}, from: 1, remedy: seeLocales},
	"*.toLocaleUpperCase":      {try: []string{`"a".toLocaleUpperCase(%s)`}, first: true, remedy: seeLocales},
	"*.toLocaleLowerCase":      {try: []string{`"a".toLocaleLowerCase(%s)`}, first: true, remedy: seeLocales},
	"*.toLocaleString":         {try: []string{"new Date(0).toLocaleString(%s)", "(0).toLocaleString(%s)"}, remedy: seeLocales},
	"*.toLocaleDateString":     {try: []string{"new Date(0).toLocaleDateString(%s)"}, remedy: seeLocales},
	"*.toLocaleTimeString":     {try: []string{"new Date(0).toLocaleTimeString(%s)"}, remedy: seeLocales},
	"Date#toLocaleString":      {try: []string{"new Date(0).toLocaleString(%s)"}, remedy: seeLocales},
	"Date#toLocaleDateString":  {try: []string{"new Date(0).toLocaleDateString(%s)"}, remedy: seeLocales},
	"Date#toLocaleTimeString":  {try: []string{"new Date(0).toLocaleTimeString(%s)"}, remedy: seeLocales},
}

// ofDates are options that only a date has.
var ofDates = []string{"timeZone", "dateStyle", "timeStyle", "weekday", "year", "month", "day", "hour", "minute", "second", "hour12", "hourCycle", "timeZoneName"}

// calls are what a use comes to, with what is not known left out; nil when
// nothing can be told. partial says that something is left out.
func (l literal) calls(u uses.Use) (calls []string, partial bool) {
	var args []string
	var known bool
	try := l.try
	for i, a := range u.Args {
		if i < l.from || l.args > 0 && i >= l.from+l.args {
			continue
		}
		switch {
		case a.Spread:
			return nil, false
		case a.Text != "":
			args = append(args, a.Text)
			known = true
		case i == l.from && l.first:
			return nil, false
		case i == l.from:
			args = append(args, `"en"`)
		default:
			args = append(args, "undefined")
		}
		partial = partial || a.Text == "" || a.Partial
		if slices.ContainsFunc(a.Keys, func(key string) bool { return slices.Contains(ofDates, key) }) {
			try = try[:1]
		}
	}
	if !known {
		return nil, false
	}
	for _, call := range try {
		calls = append(calls, strings.Replace(call, "%s", strings.Join(args, ", "), 1))
	}
	return calls, partial
}

// A tryer makes calls of literals, each once, in a VM of its own with all that
// scripts have.
type tryer struct {
	library jsapi.Library
	known   map[string]thrown
}

// thrown is what a call throws; the zero value when it throws nothing.
type thrown struct{ Name, Message string }

// wrong are the problems of a bundle's calls that throw whenever they are made.
func (t *tryer) wrong(ctx context.Context, r bundler.Result) ([]bundler.Problem, error) {
	var unknown []string
	for _, u := range r.Uses {
		calls, _ := literals[u.Name].calls(u.Use)
		for _, call := range calls {
			if _, ok := t.known[call]; !ok && !slices.Contains(unknown, call) {
				unknown = append(unknown, call)
			}
		}
	}
	if err := t.try(ctx, unknown); err != nil {
		return nil, err
	}
	var problems []bundler.Problem
	for _, u := range r.Uses {
		calls, partial := literals[u.Name].calls(u.Use)
		if len(calls) == 0 || u.Tried || u.Kind == uses.Passed {
			continue
		}
		var last thrown
		for _, call := range calls {
			if last = t.known[call]; last.Name == "" || partial && last.Name != "RangeError" {
				last = thrown{}
				break
			}
		}
		if last.Name == "" {
			continue
		}
		p := u.At
		p.Severity = bundler.Error
		p.Text = fmt.Sprintf("this throws %s: %s", last.Name, last.Message)
		p.Remedy = literals[u.Name].remedy
		problems = append(problems, p)
	}
	return problems, nil
}

// try makes calls and remembers what they throw.
func (t *tryer) try(ctx context.Context, calls []string) error {
	if len(calls) == 0 {
		return nil
	}
	var code strings.Builder
	code.WriteString("const thrown = [], make = (call) => { try { call(); thrown.push({}); } catch (e) { thrown.push({ Name: e.name, Message: e.message }); } };\n")
	for _, call := range calls {
		fmt.Fprintf(&code, "make(() => %s);\n", call)
	}
	code.WriteString("exports.thrown = thrown;\n")
	program, err := jsapi.Compile("literals.js", []byte(code.String()), nil)
	if err != nil {
		return err
	}
	vm := jsapi.New(t.library)
	// Whatever the calls do to the VM, Run ends and says so.
	err = errors.New("the literals were not tried")
	var all []thrown
	vm.PostTask(jsapi.NewTask(ctx, "literals", nil), func() {
		err = evaluate(vm, program, &all)
		vm.Close(errTried)
	})
	if ended := vm.Run(); !errors.Is(ended, errTried) {
		return ended
	}
	if err != nil {
		return err
	}
	for i, call := range calls {
		t.known[call] = all[i]
	}
	return nil
}

// errTried ends the VM in which literals were tried.
var errTried = errors.New("all literals were tried")

// evaluate runs the calls on the VM's loop.
func evaluate(vm *jsapi.VM, program *jsapi.Program, into *[]thrown) error {
	for _, setup := range library.Setup() {
		if err := setup(vm); err != nil {
			return err
		}
	}
	exports, err := vm.Evaluate(program, "/literals.js", "/")
	if err != nil {
		return err
	}
	text, err := vm.JSON(exports.Get("thrown"))
	if err != nil {
		return err
	}
	return json.Unmarshal(text, into)
}
