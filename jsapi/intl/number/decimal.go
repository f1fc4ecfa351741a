package number

import (
	"math"
	"strconv"
	"strings"

	"systembus/jsapi/intl/plural"
)

// A Decimal is a number as decimal digits, of any precision.
type Decimal struct {
	negative, nan, infinite bool
	// digits have no leading and no trailing zeros; none is zero.
	digits []byte
	// point counts the digits before the decimal point; it may be negative.
	point int
}

// FromFloat is the shortest decimal that reads back as x.
func FromFloat(x float64) Decimal {
	switch {
	case math.IsNaN(x):
		return Decimal{nan: true}
	case math.IsInf(x, 0):
		return Decimal{infinite: true, negative: x < 0}
	}
	d, _ := parseDecimal(strconv.FormatFloat(x, 'e', -1, 64))
	d.negative = math.Signbit(x)
	return d
}

// FromText reads what JavaScript's Number reads, without losing digits
// (ECMA-402 16.5.16 ToIntlMathematicalValue). What is no number is NaN.
func FromText(text string) Decimal {
	text = strings.TrimFunc(text, func(r rune) bool {
		return strings.ContainsRune("\t\n\v\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff", r) || r >= 0x2000 && r <= 0x200a
	})
	if text == "" {
		return Decimal{}
	}
	if len(text) > 2 && text[0] == '0' && strings.ContainsRune("xXoObB", rune(text[1])) {
		n, err := strconv.ParseUint(text[2:], map[byte]int{'x': 16, 'o': 8, 'b': 2}[text[1]|0x20], 64)
		if err != nil {
			return Decimal{nan: true}
		}
		d, _ := parseDecimal(strconv.FormatUint(n, 10))
		return d
	}
	if body := strings.TrimLeft(text, "+-"); body == "Infinity" && len(text)-len(body) <= 1 {
		return Decimal{infinite: true, negative: text[0] == '-'}
	}
	d, ok := parseDecimal(text)
	if !ok {
		return Decimal{nan: true}
	}
	return d
}

func parseDecimal(text string) (Decimal, bool) {
	var d Decimal
	switch text[0] {
	case '-':
		d.negative = true
		text = text[1:]
	case '+':
		text = text[1:]
	}
	mantissa, exponent := text, 0
	if i := strings.IndexAny(text, "eE"); i >= 0 {
		e, err := strconv.Atoi(text[i+1:])
		if err != nil {
			return d, false
		}
		mantissa, exponent = text[:i], e
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	all := whole + fraction
	if all == "" {
		return d, false
	}
	for i := range len(all) {
		if all[i] < '0' || all[i] > '9' {
			return d, false
		}
	}
	d.digits = []byte(all)
	d.point = len(whole) + exponent
	d.trim()
	return d, true
}

// trim removes zeros at both ends.
func (d *Decimal) trim() {
	for len(d.digits) > 0 && d.digits[0] == '0' {
		d.digits = d.digits[1:]
		d.point--
	}
	for len(d.digits) > 0 && d.digits[len(d.digits)-1] == '0' {
		d.digits = d.digits[:len(d.digits)-1]
	}
	if len(d.digits) == 0 {
		d.point = 0
	}
}

func (d Decimal) zero() bool   { return len(d.digits) == 0 && !d.nan && !d.infinite }
func (d Decimal) finite() bool { return !d.nan && !d.infinite }

// magnitude is the power of ten of the first digit; 0 for zero.
func (d Decimal) magnitude() int {
	if len(d.digits) == 0 {
		return 0
	}
	return d.point - 1
}

// shift multiplies by a power of ten.
func (d Decimal) shift(n int) Decimal {
	if len(d.digits) > 0 {
		d.point += n
	}
	return d
}

// digit is the digit for a power of ten.
func (d Decimal) digit(power int) byte {
	i := d.point - 1 - power
	if i < 0 || i >= len(d.digits) {
		return '0'
	}
	return d.digits[i]
}

// fractions counts the digits after the point.
func (d Decimal) fractions() int { return max(len(d.digits)-d.point, 0) }

// round makes d a multiple of increment times ten to the power.
func (d Decimal) round(power, increment int, mode string) Decimal {
	if !d.finite() || len(d.digits) == 0 {
		return d
	}
	if increment > 1 {
		return d.roundTo(power, increment, mode)
	}
	keep := d.point - power // digits kept
	if keep >= len(d.digits) {
		return d
	}
	var kept []byte
	var half int // of what is dropped: -1 below one half, 0 exactly, 1 above
	switch {
	case keep < 0:
		half = -1
	default:
		kept = append(kept, d.digits[:keep]...)
		rest := d.digits[keep:]
		half = compareHalf(rest)
	}
	odd := len(kept) > 0 && (kept[len(kept)-1]-'0')%2 == 1
	out := d
	out.digits = kept
	if up(mode, d.negative, half, odd) {
		out = out.increment(max(keep, 0), power)
	}
	out.trim()
	return out
}

// increment adds one to the last kept digit.
func (d Decimal) increment(keep, power int) Decimal {
	digits := make([]byte, keep)
	copy(digits, d.digits)
	i := keep - 1
	for ; i >= 0; i-- {
		if digits[i] != '9' {
			digits[i]++
			break
		}
		digits[i] = '0'
	}
	d.digits = digits
	d.point = keep + power
	if i < 0 {
		d.digits = append([]byte{'1'}, digits...)
		d.point++
	}
	return d
}

func compareHalf(rest []byte) int {
	switch {
	case rest[0] > '5':
		return 1
	case rest[0] < '5':
		return -1
	}
	for _, c := range rest[1:] {
		if c != '0' {
			return 1
		}
	}
	return 0
}

// roundTo rounds to a multiple of increment: digits are divided by it.
func (d Decimal) roundTo(power, increment int, mode string) Decimal {
	// quotient and remainder of the digits above the power
	var quotient []byte
	remainder := 0
	for p := max(d.point-1, power); p >= power; p-- {
		remainder = remainder*10 + int(d.digit(p)-'0')
		quotient = append(quotient, byte('0'+remainder/increment))
		remainder %= increment
	}
	rest := []byte{'0'}
	if i := d.point - power; i >= 0 && i < len(d.digits) {
		rest = d.digits[i:]
	} else if i < 0 && len(d.digits) > 0 {
		rest = []byte{'0', '1'} // something, and less than a half
	}
	below := strings.Trim(string(rest), "0") != ""
	if remainder == 0 && !below {
		return d
	}
	half := -1
	switch twice := 2 * remainder; {
	case twice > increment, twice == increment && below:
		half = 1
	case twice == increment:
		half = 0
	case twice == increment-1:
		half = compareHalf(rest)
	}
	odd := (quotient[len(quotient)-1]-'0')%2 == 1
	q := Decimal{negative: d.negative, digits: quotient, point: len(quotient)}
	if up(mode, d.negative, half, odd) {
		q = q.increment(len(quotient), 0)
	}
	// multiply by the increment again
	product := make([]byte, len(q.digits)+5)
	carry := 0
	for i := len(product) - 1; i >= 0; i-- {
		j := i - 5
		if j >= 0 {
			carry += int(q.digits[j]-'0') * increment
		}
		product[i] = byte('0' + carry%10)
		carry /= 10
	}
	out := Decimal{negative: d.negative, digits: product, point: len(product) + power}
	out.trim()
	return out
}

// up says whether a number whose digits are dropped moves away from zero.
func up(mode string, negative bool, half int, odd bool) bool {
	switch mode {
	case "ceil":
		return !negative
	case "floor":
		return negative
	case "expand":
		return true
	case "trunc":
		return false
	case "halfCeil":
		return half > 0 || half == 0 && !negative
	case "halfFloor":
		return half > 0 || half == 0 && negative
	case "halfTrunc":
		return half > 0
	case "halfEven":
		return half > 0 || half == 0 && odd
	default: // halfExpand
		return half >= 0
	}
}

// operands are what plural rules ask about, with at least the fraction digits
// shown.
func (d Decimal) operands(shown int) plural.Operands {
	var o plural.Operands
	if !d.finite() {
		return plural.Operands{N: math.Inf(1)}
	}
	text := strings.TrimPrefix(d.text(shown), "-")
	o.N, _ = strconv.ParseFloat(text, 64)
	whole, fraction, _ := strings.Cut(text, ".")
	if len(whole) > 18 {
		whole = whole[len(whole)-18:]
	}
	o.I, _ = strconv.ParseUint(whole, 10, 64)
	o.V = len(fraction)
	o.F, _ = strconv.ParseUint(fraction, 10, 64)
	short := strings.TrimRight(fraction, "0")
	o.W = len(short)
	o.T, _ = strconv.ParseUint(short, 10, 64)
	return o
}

// text is the plain notation with at least the fraction digits given.
func (d Decimal) text(fractions int) string {
	var b strings.Builder
	if d.negative {
		b.WriteByte('-')
	}
	for p := max(d.point-1, 0); p >= -max(d.fractions(), fractions); p-- {
		if p == -1 {
			b.WriteByte('.')
		}
		b.WriteByte(d.digit(p))
	}
	return b.String()
}
