package config

import (
	"encoding/json"

	"github.com/alecthomas/kong"
)

// Structured is a setting that is more than a word: an object or a list in
// host.json, its JSON text in a flag or a variable. T's own UnmarshalJSON
// checks it.
type Structured[T any] struct{ Value T }

// Decode implements kong.MapperValue.
func (s *Structured[T]) Decode(ctx *kong.DecodeContext) error {
	token, err := ctx.Scan.PopValue(ctx.Value.Name)
	if err != nil {
		return err
	}
	text, ok := token.Value.(string)
	if !ok {
		encoded, err := json.Marshal(token.Value)
		if err != nil {
			return err
		}
		text = string(encoded)
	}
	var value T // maps are replaced, not added to
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		return err
	}
	s.Value = value
	return nil
}
