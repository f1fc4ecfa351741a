package jsapi

import "testing"

func TestOneBased(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"first column 0", `{"version":3,"mappings": ";;AAAA,IAAI"}`, `{"version":3,"mappings": ";;AAAC,IAAI"}`},
		{"first column 15 grows a digit", `{"mappings":"AAAe,CAAC"}`, `{"mappings":"AAAgB,CAAC"}`},
		{"first column 16 is two digits already", `{"mappings":"AAAgB"}`, `{"mappings":"AAAiB"}`},
		{"after segments without a source", `{"mappings":"A,C;AACA,EAAE"}`, `{"mappings":"A,C;AACC,EAAE"}`},
		{"with a name", `{"mappings":"AAAAA"}`, `{"mappings":"AAACA"}`},
		{"the word in a source", `{"sourcesContent":["\"mappings\": \"AAAA"],"mappings":"AAAA"}`, `{"sourcesContent":["\"mappings\": \"AAAA"],"mappings":"AAAC"}`},
		{"nothing mapped", `{"mappings":""}`, `{"mappings":""}`},
		{"not a map", `no`, `no`},
		{"cut off", `{"mappings":"AA`, `{"mappings":"AA`},
		{"not base64", `{"mappings":"!"}`, `{"mappings":"!"}`},
	}
	for _, tt := range tests {
		if got := string(oneBased([]byte(tt.in))); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestVLQ(t *testing.T) {
	for value := -70000; value <= 70000; value += 7 {
		text := encodeVLQ(value)
		if got, next := decodeVLQ(text, 0); got != value || next != len(text) {
			t.Fatalf("%d is written %s and read %d", value, text, got)
		}
	}
}
