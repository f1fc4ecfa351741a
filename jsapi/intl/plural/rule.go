package plural

import (
	"math"
	"strconv"
	"strings"
)

// parse reads a rule such as "i = 1 and v = 0 or n % 10 = 2..4,7".
func parse(text string) condition {
	var any []condition
	for part := range strings.SplitSeq(text, " or ") {
		var all []condition
		for relation := range strings.SplitSeq(part, " and ") {
			all = append(all, parseRelation(strings.TrimSpace(relation)))
		}
		any = append(any, func(o Operands) bool {
			for _, c := range all {
				if !c(o) {
					return false
				}
			}
			return true
		})
	}
	return func(o Operands) bool {
		for _, c := range any {
			if c(o) {
				return true
			}
		}
		return false
	}
}

func parseRelation(text string) condition {
	want := true
	left, right, ok := strings.Cut(text, " != ")
	if ok {
		want = false
	} else {
		left, right, _ = strings.Cut(text, " = ")
	}
	operand, modulus, _ := strings.Cut(strings.TrimSpace(left), " % ")
	mod, _ := strconv.ParseFloat(strings.TrimSpace(modulus), 64)
	type span struct{ from, to float64 }
	var spans []span
	for part := range strings.SplitSeq(right, ",") {
		from, to, ranged := strings.Cut(strings.TrimSpace(part), "..")
		var s span
		s.from, _ = strconv.ParseFloat(from, 64)
		s.to = s.from
		if ranged {
			s.to, _ = strconv.ParseFloat(to, 64)
		}
		spans = append(spans, s)
	}
	return func(o Operands) bool {
		x := o.operand(strings.TrimSpace(operand))
		if mod != 0 {
			x = math.Mod(x, mod)
		}
		in := false
		if x == math.Trunc(x) {
			for _, s := range spans {
				in = in || x >= s.from && x <= s.to
			}
		}
		return in == want
	}
}

func (o Operands) operand(name string) float64 {
	switch name {
	case "n":
		return o.N
	case "i":
		return float64(o.I)
	case "v":
		return float64(o.V)
	case "w":
		return float64(o.W)
	case "f":
		return float64(o.F)
	case "t":
		return float64(o.T)
	default: // c, e
		return float64(o.C)
	}
}
