package number

import "strconv"

// digits are the parts of the number itself, without its sign.
func (f *Formatter) digits(s scaled, p pattern) []Part {
	switch {
	case s.number.nan:
		return []Part{{Type: "nan", Value: f.numbers["symbols/nan"]}}
	case s.number.infinite:
		return []Part{{Type: "infinity", Value: f.numbers["symbols/infinity"]}}
	}
	parts := f.integer(s.number, p)
	if n := max(s.number.fractions(), s.shown); n > 0 {
		fraction := make([]byte, n)
		for i := range fraction {
			fraction[i] = s.number.digit(-1 - i)
		}
		parts = append(parts, Part{Type: "decimal", Value: f.decimal}, Part{Type: "fraction", Value: string(fraction)})
	}
	if f.o.Notation == "scientific" || f.o.Notation == "engineering" {
		parts = append(parts, Part{Type: "exponentSeparator", Value: f.numbers["symbols/exponential"]})
		e := s.exponent
		if e < 0 {
			parts = append(parts, Part{Type: "exponentMinusSign", Value: f.numbers["symbols/minusSign"]})
			e = -e
		}
		parts = append(parts, Part{Type: "exponentInteger", Value: strconv.Itoa(e)})
	}
	return parts
}

// integer are the parts before the decimal point.
func (f *Formatter) integer(d Decimal, p pattern) []Part {
	n := max(d.point, f.o.MinimumIntegerDigits)
	grouped := f.o.Grouping != "false" && p.primary > 0 && n >= p.primary+f.minGroup
	var parts []Part
	var run []byte
	for power := n - 1; power >= 0; power-- {
		run = append(run, d.digit(power))
		if grouped && power >= p.primary && (power-p.primary)%p.secondary == 0 {
			parts = append(parts, Part{Type: "integer", Value: string(run)}, Part{Type: "group", Value: f.group})
			run = nil
		}
	}
	if len(run) == 0 {
		return parts
	}
	return append(parts, Part{Type: "integer", Value: string(run)})
}
