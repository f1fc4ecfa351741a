// Package segment parts text into characters, words and sentences as
// Intl.Segmenter does (ECMA-402 19, UAX 29).
package segment

import (
	"errors"
	"unicode"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/clipperhouse/uax29/v2/sentences"
	"github.com/clipperhouse/uax29/v2/words"
)

// A Segment is one piece of a text.
type Segment struct {
	Text string
	// Word says that a word segment is one: it has letters or digits.
	Word bool
}

// ErrDictionary is text whose words only a dictionary tells apart.
var ErrDictionary = errors.New("the host cannot part Chinese, Japanese, Thai, Lao, Khmer or Burmese text into words: it has no dictionaries for them")

// dictionary are the scripts that are written without spaces between words.
var dictionary = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}

// Split parts a text. granularity is "grapheme", "word" or "sentence".
func Split(text, granularity string) ([]Segment, error) {
	var out []Segment
	switch granularity {
	case "grapheme":
		for it := graphemes.FromString(text); it.Next(); {
			out = append(out, Segment{Text: it.Value()})
		}
	case "sentence":
		for it := sentences.FromString(text); it.Next(); {
			out = append(out, Segment{Text: it.Value()})
		}
	default:
		for _, r := range text {
			if r > 0xe00 && unicode.In(r, dictionary...) {
				return nil, ErrDictionary
			}
		}
		for it := words.FromString(text); it.Next(); {
			out = append(out, Segment{Text: it.Value(), Word: isWord(it.Value())})
		}
	}
	return out, nil
}

func isWord(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Other_Alphabetic, r) {
			return true
		}
	}
	return false
}
