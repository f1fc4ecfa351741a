package local

import (
	"encoding/json"
	"testing"
)

func object1(t *testing.T, text string) map[string]any {
	t.Helper()
	if text == "" {
		return nil
	}
	var v map[string]any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestMatch(t *testing.T) {
	const event = `{"name":"a/b","ts":1700000000000,"data":{"id":7,"s":"text","f":1.5,"yes":true,"no":false,
		"zero":0,"empty":"","null":null,"list":[1,2,{"k":"v"}],"user":{"name":"Ann"}}}`
	tests := []struct {
		source, async string
		want          bool
	}{
		{`event.data.id == 7`, ``, true},
		{`event.data.id == 7.0`, ``, true},
		{`event.data.id == "7"`, ``, false},
		{`event.data.id != "7"`, ``, true},
		{`event.data.id > 6 && event.data.id <= 7`, ``, true},
		{`event.data.f < 2`, ``, true},
		{`event.data.s == 'text'`, ``, true},
		{`event.data["s"] == "text"`, ``, true},
		{`event.name == "a/b" && event.ts > 0`, ``, true},
		{`event.data.id == async.data.id`, `{"data":{"id":7}}`, true},
		{`event.data.id == async.data.id`, `{"data":{"id":8}}`, false},
		{`event.data.id == async.data.id`, `{"data":{}}`, false},
		{`async.data.resume == true && async.data.id == event.data.id`, `{"data":{"resume":true,"id":7}}`, true},
		{`event.data.function_id == 'app-fn'`, ``, false},

		// What is missing is null, but equals nothing else that is missing.
		{`event.data.missing == null`, ``, true},
		{`event.data["null"] == null`, ``, true},
		{`event.data.id == null`, ``, false},
		{`event.data.id != null`, ``, true},
		{`event.data.missing.deeper.still == null`, ``, true},
		{`event.data.missing == "x"`, ``, false},
		{`event.data.missing != "x"`, ``, true},
		{`event.data.missing == event.data.also`, ``, false},
		{`event.data.missing == async.data.missing`, `{"data":{}}`, false},
		{`event.data.missing > 1`, ``, false},
		{`event.data.missing >= 0`, ``, false},
		{`1 > event.data.missing`, ``, true},
		{`event.data["null"] < 1`, ``, true},
		{`event.data["null"] == ""`, ``, false},
		{`event.data.missing < 1`, ``, true},
		{`event.data.missing.contains("x")`, ``, false},
		{`!event.data.missing.contains("x")`, ``, true},
		{`has(event.data.id)`, ``, true},
		{`has(event.data.missing)`, ``, false},
		{`has(event.data.missing.deeper)`, ``, false},
		{`"x" in event.data.missing`, ``, false},
		{`!("x" in event.data.missing)`, ``, true},
		{`event.data.missing.exists(x, x == 1)`, ``, false},
		{`size(event.data.missing) == 0`, ``, true},

		{`!has(event.data.missing)`, ``, false}, // so the server has it

		// Conditions take anything, and the whole must be true itself.
		{`event.data.yes`, ``, true},
		{`event.data.no`, ``, false},
		{`!event.data.no`, ``, true},
		{`!event.data.missing`, ``, false},
		{`event.data.s`, ``, false},
		{`event.data.empty || event.data.zero`, ``, false},
		{`event.data.s && event.data.id`, ``, false},
		{`event.data.s && event.data.id == 7`, ``, true},
		{`event.data.missing == 1 || event.data.id == 7`, ``, true},
		{`event.data.s.nope.contains("x") || event.data.yes`, ``, true},
		{`event.data.missing ? false : true`, ``, true},

		// Lists, text, numbers.
		{`event.data.list[2].k == "v"`, ``, true},
		{`2 in event.data.list`, ``, true},
		{`event.data.list.exists(x, x == 2)`, ``, true},
		{`event.data.list.all(x, x == 2)`, ``, false},
		{`event.data.s.startsWith("te") && event.data.s.matches("^t.*t$")`, ``, true},
		{`event.data.id + event.data.f == 8.5`, ``, true},
		{`event.data.id + 1 == "71"`, ``, true}, // a JSON number is no CEL integer
		{`event.data.missing + "x" == "x"`, ``, true},
		{`event.data.s + event.data.id == "text7"`, ``, true},
		{`event.data.s > 5`, ``, false},
		{`uppercase(event.data.s) == "TEXT" && lowercase("AbC") == "abc"`, ``, true},
		{`json_parse("{\"a\":{\"b\":2}}").a.b == 2`, ``, true},
		{`b64decode("aGk=") == "hi"`, ``, true},
		{`date("2026-01-02T00:00:00Z") > date("2026-01-01")`, ``, true},
		{`date(event.ts) < now()`, ``, true},
	}
	for _, tt := range tests {
		t.Run(tt.source, func(t *testing.T) {
			x, err := compileMatch(tt.source)
			if err != nil {
				t.Fatal(err)
			}
			if got := x.match(object1(t, event), object1(t, tt.async)); got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestMatchRefuses(t *testing.T) {
	for _, source := range []string{`event.data.id ==`, `evnt.data.id == 1`, `true && nonsense`} {
		if _, err := compileMatch(source); err == nil {
			t.Errorf("%s: want an error", source)
		}
	}
}

func TestKey(t *testing.T) {
	const event = `{"data":{"id":7,"big":12345678,"s":"text","f":1.5,"yes":true,"o":{"b":1,"a":[true]}}}`
	tests := []struct{ source, want string }{
		{`event.data.s`, "text"},
		{`event.data.id`, "7"},
		{`event.data.big`, "12345678"},
		{`event.data.yes`, "true"},
		{`event.data.missing`, "null"},
		{`event.data.s + "-" + event.data.id`, "text-7"},
		{`event.data.o`, `{"a":[true],"b":1}`},
		{`event.data.missing ? "a" : "b"`, "b"},
		{`event.data.missing || event.data.s`, "text"},
		{`event.data.id && event.data.s`, "text"},
		{`has(event.data.s) ? event.data.s : "none"`, "text"},
		{`"quoted"`, "quoted"},
		// Words that their authors forgot to quote.
		{`content-sync`, "content-sync"},
		{`x-post`, "x-post"},
		{`docs-reindex-v2`, "docs-reindex-v2"},
		{`granola`, "granola"},
		{`not an expression`, "not an expression"},
	}
	for _, tt := range tests {
		t.Run(tt.source, func(t *testing.T) {
			if got := compileKey(tt.source).text(object1(t, event)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	if got := (*expression)(nil).text(nil); got != "" {
		t.Errorf("no expression gives %q", got)
	}
}

func TestNumber(t *testing.T) {
	tests := []struct {
		source string
		want   float64
	}{
		{`event.data.vip ? 120 : -60`, 120},
		{`event.data.n * 2.0`, 5},
		{`"15"`, 15},
		{`event.data.missing`, 0},
		{`unquoted-word`, 0},
	}
	for _, tt := range tests {
		if got := compileKey(tt.source).number(object1(t, `{"data":{"vip":true,"n":2.5}}`)); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.source, got, tt.want)
		}
	}
}
