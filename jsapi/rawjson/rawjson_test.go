package rawjson_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"systembus/jsapi/rawjson"
)

func members(text string) (map[string]string, error) {
	got := map[string]string{}
	err := rawjson.Members([]byte(text), func(name string, value json.RawMessage) error {
		got[name] = string(value)
		return nil
	})
	return got, err
}

func TestMembers(t *testing.T) {
	for text, want := range map[string]map[string]string{
		`{}`: {},
		" { \"a\" : 1 , \"b\":[1,{\"c\":\"]}\"}] } ": {"a": "1", "b": `[1,{"c":"]}"}]`},
		`{"q\u0041\"":"x\\"}`:                        {`qA"`: `"x\\"`},
		`{"a":null,"b":-1.5e3,"c":true}`:             {"a": "null", "b": "-1.5e3", "c": "true"},
	} {
		got, err := members(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
	for _, text := range []string{
		``, `[`, `{`, `{"a"`, `{"a":`, `{"a":1`, `{"a":1,}`, `{"a":1}x`, `{"a":[}`, `{"a":[1}`, `{"a":"`, `{"a":"\`,
		`{"a":tru}`, `{a:1}`, `{"a" 1}`, `{"a":1 "b":2}`, `null`,
	} {
		if got, err := members(text); err == nil {
			t.Errorf("%q: no error, got %v", text, got)
		}
	}
}

func TestElements(t *testing.T) {
	elements := func(text string) ([]string, error) {
		got := []string{}
		err := rawjson.Elements([]byte(text), func(value json.RawMessage) error {
			got = append(got, string(value))
			return nil
		})
		return got, err
	}
	for text, want := range map[string][]string{
		`[]`: {}, ` [ ] `: {},
		` [ 1 , "]" , {"a":[2]},[] ] `: {"1", `"]"`, `{"a":[2]}`, "[]"},
	} {
		got, err := elements(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
	for _, text := range []string{``, `{}`, `[`, `[1`, `[1,`, `[1,]`, `[,1]`, `[1 2]`, `[1]]`, `[{]`, `null`} {
		if got, err := elements(text); err == nil {
			t.Errorf("%q: no error, got %v", text, got)
		}
	}
}

// FuzzMembers holds Members to encoding/json on all valid objects.
func FuzzMembers(f *testing.F) {
	f.Add([]byte(`{"a":{"b":[1,"}"]},"c":"\\u0041"}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		var want map[string]json.RawMessage
		valid := json.Unmarshal(text, &want) == nil && want != nil
		got, err := members(string(text))
		if !valid {
			return
		}
		if err != nil {
			t.Fatalf("%q is valid: %v", text, err)
		}
		for name, value := range want {
			if got[name] != string(value) {
				t.Errorf("%q: %q is %q, want %q", text, name, got[name], value)
			}
		}
	})
}
