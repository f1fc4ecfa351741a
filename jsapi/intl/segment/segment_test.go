package segment_test

import (
	"errors"
	"strings"
	"testing"

	"systembus/jsapi/intl/segment"
)

func TestSplit(t *testing.T) {
	tests := []struct{ text, granularity, want string }{
		{"e\u0301👨‍👩‍👧🇸🇪x", "grapheme", "e\u0301|👨‍👩‍👧|🇸🇪|x"},
		{"Can't stop 3.14!", "word", "Can't*| |stop*| |3.14*|!"},
		{"Hello there. How are you?", "sentence", "Hello there. |How are you?"},
		{"", "word", ""},
	}
	for _, tt := range tests {
		all, err := segment.Split(tt.text, tt.granularity)
		if err != nil {
			t.Fatal(err)
		}
		var parts []string
		for _, s := range all {
			if s.Word {
				s.Text += "*"
			}
			parts = append(parts, s.Text)
		}
		if got := strings.Join(parts, "|"); got != tt.want {
			t.Errorf("%s of %q: got %q, want %q", tt.granularity, tt.text, got, tt.want)
		}
	}
	for _, text := range []string{"日本語", "ภาษาไทย", "ひらがな"} {
		if _, err := segment.Split(text, "word"); !errors.Is(err, segment.ErrDictionary) {
			t.Errorf("words of %q: %v, want ErrDictionary", text, err)
		}
	}
}
