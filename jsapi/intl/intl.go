// Package intl lends the library what ECMA-402 asks of the host: dates,
// numbers, plurals, lists, collation and segments in the locales that package
// cldr has. The classes themselves are in
// bundler/shims/host/internal/intl.ts; they are loaded when a script first
// names Intl or calls a method that depends on a locale.
//
// Answers are those of Node's ICU. A locale, an option or a text for which
// that cannot be had is a RangeError that says so.
package intl

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/dop251/goja"

	"systembus/jsapi"
	"systembus/jsapi/intl/cldr"
	"systembus/jsapi/intl/collation"
	"systembus/jsapi/intl/datetime"
	"systembus/jsapi/intl/locale"
	"systembus/jsapi/intl/number"
	"systembus/jsapi/intl/segment"
	"systembus/jsapi/intl/wording"
)

// Module lends "host:internal/intl-native".
func Module() *jsapi.Module {
	all := &formatters{}
	return &jsapi.Module{Name: "host:internal/intl-native", Open: func(vm *jsapi.VM) jsapi.Exports {
		return jsapi.Exports{
			"parse":     vm.Sync("Intl.Locale", parse),
			"maximize":  vm.Sync("Intl.Locale", func(tag string) (description, error) { return likely(tag, locale.Tag.Maximize) }),
			"minimize":  vm.Sync("Intl.Locale", func(tag string) (description, error) { return likely(tag, locale.Tag.Minimize) }),
			"week":      vm.Sync("Intl.Locale", week),
			"lookup":    vm.Sync("Intl", lookup),
			"supported": vm.Sync("Intl.supportedLocalesOf", supported),
			"zone":      vm.Sync("Intl.DateTimeFormat", zone),
			"localOffset": func(c goja.FunctionCall) goja.Value {
				_, seconds := time.UnixMilli(int64(c.Argument(0).ToFloat())).Zone()
				return vm.Runtime().ToValue(seconds * 1000)
			},
			"zoneName":       vm.Sync("Date.prototype.toString", datetime.LocalName),
			"zones":          vm.Sync("Intl.supportedValuesOf", datetime.Zones),
			"currencies":     vm.Sync("Intl.supportedValuesOf", currencies),
			"currencyDigits": vm.Sync("Intl.NumberFormat", number.CurrencyDigits),
			"dateTimeFormat": func(c goja.FunctionCall) goja.Value { return all.dateTimeFormat(vm, c.Argument(0)) },
			"numberFormat":   func(c goja.FunctionCall) goja.Value { return all.numberFormat(vm, c.Argument(0)) },
			"pluralRules": func(c goja.FunctionCall) goja.Value {
				return all.pluralRules(vm, c.Argument(0), c.Argument(1).String())
			},
			"relative":   func(c goja.FunctionCall) goja.Value { return relative(vm, c.Arguments) },
			"collator":   func(c goja.FunctionCall) goja.Value { return collator(vm, c.Argument(0)) },
			"list":       vm.Sync("Intl.ListFormat", wording.List),
			"name":       vm.Sync("Intl.DisplayNames", name),
			"segments":   vm.Sync("Intl.Segmenter", segments),
			"changeCase": vm.Sync("String.prototype.toLocaleUpperCase", changeCase),
		}
	}}
}

// fault gives a Go error the class that scripts expect.
func fault(err error) error {
	if err == nil {
		return nil
	}
	return &jsapi.Error{Name: "RangeError", Message: err.Error()}
}

// A description is a locale identifier in its parts.
type description struct {
	Tag      string            `json:"tag"`
	Base     string            `json:"base"`
	Language string            `json:"language"`
	Script   string            `json:"script"`
	Region   string            `json:"region"`
	Variants []string          `json:"variants"`
	Keywords map[string]string `json:"keywords"`
}

func describe(t locale.Tag) description {
	return description{t.String(), t.Base(), t.Language, t.Script, t.Region, t.Variants, t.Unicode}
}

func parse(text string) (description, error) {
	t, err := locale.Parse(text)
	if err != nil {
		return description{}, &jsapi.Error{Name: "RangeError", Message: "Incorrect locale information provided"}
	}
	return describe(t), nil
}

func likely(text string, change func(locale.Tag) locale.Tag) (description, error) {
	t, err := locale.Parse(text)
	if err != nil {
		return description{}, fault(err)
	}
	return describe(change(t)), nil
}

// A weekInfo is how weeks are counted where a locale is spoken: days from 1
// for Monday.
type weekInfo struct {
	FirstDay    int   `json:"firstDay"`
	Weekend     []int `json:"weekend"`
	MinimalDays int   `json:"minimalDays"`
}

func week(text string) (weekInfo, error) {
	t, err := locale.Parse(text)
	if err != nil {
		return weekInfo{}, fault(err)
	}
	region := t.Maximize().Region
	table := cldr.Supplemental("weeks")
	of := func(key string) string { return cmp.Or(table[key+"/"+region], table[key+"/001"]) }
	days := []string{"", "mon", "tue", "wed", "thu", "fri", "sat", "sun"}
	w := weekInfo{FirstDay: slices.Index(days, of("firstDay")), MinimalDays: 1}
	if n, err := strconv.Atoi(of("minDays")); err == nil {
		w.MinimalDays = n
	}
	for day := slices.Index(days, of("weekendStart")); ; day = day%7 + 1 {
		w.Weekend = append(w.Weekend, day)
		if days[day] == of("weekendEnd") || len(w.Weekend) == 7 {
			return w, nil
		}
	}
}

func tags(requested []string) ([]locale.Tag, error) {
	var all []locale.Tag
	for _, text := range requested {
		t, err := locale.Parse(text)
		if err != nil {
			return nil, fault(err)
		}
		all = append(all, t)
	}
	return all, nil
}

// A match is the locale to answer in, and the keywords that were requested
// with it.
type match struct {
	Locale   string            `json:"locale"`
	Keywords map[string]string `json:"keywords"`
}

func lookup(requested []string) (match, error) {
	list, err := tags(requested)
	if err != nil {
		return match{}, err
	}
	found, tag, err := locale.Lookup(list)
	return match{found, tag.Unicode}, fault(err)
}

func supported(requested []string) ([]string, error) {
	list, err := tags(requested)
	if err != nil {
		return nil, err
	}
	out := []string{}
	for _, t := range list {
		if locale.Known(t) != "" {
			out = append(out, t.String())
		}
	}
	return out, nil
}

// zone is the canonical name of a time zone, or of the process's own for "".
func zone(text string) (string, error) {
	if text == "" {
		z, err := datetime.Local()
		return z.Name, fault(err)
	}
	z, ok := datetime.ZoneOf(text)
	if !ok {
		return "", fault(&datetime.UnknownZoneError{Name: text})
	}
	return z.Name, nil
}

func currencies() []string {
	var all []string
	for key := range cldr.Locale("en", cldr.Currencies) {
		if len(key) > 3 && key[3:] == "/displayName" {
			all = append(all, key[:3])
		}
	}
	slices.Sort(all)
	return all
}

func name(in, kind, style string, dialect bool, code string) *string {
	if text, ok := wording.Name(in, kind, style, dialect, code); ok {
		return &text
	}
	return nil
}

// segments gives the texts, and for words which of them are.
func segments(text, granularity string) (struct {
	Texts []string `json:"texts"`
	Words []bool   `json:"words"`
}, error) {
	var out struct {
		Texts []string `json:"texts"`
		Words []bool   `json:"words"`
	}
	all, err := segment.Split(text, granularity)
	for _, s := range all {
		out.Texts = append(out.Texts, s.Text)
		out.Words = append(out.Words, s.Word)
	}
	return out, fault(err)
}

// errOrder is asked of locales whose order the tables do not have.
var errOrder = errors.New("the host cannot sort as this locale does: its tables for it are not those of ICU. Sort with \"en\" or another language")

func collator(vm *jsapi.VM, options goja.Value) goja.Value {
	var o collation.Options
	read(vm, options, &o)
	if !collation.Known(o.Locale) {
		vm.Throw(fault(errOrder))
	}
	c := collation.New(o)
	return vm.Runtime().ToValue(func(call goja.FunctionCall) goja.Value {
		return vm.Runtime().ToValue(c.Compare(call.Argument(0).String(), call.Argument(1).String()))
	})
}
