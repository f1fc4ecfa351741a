package datetime

import "strings"

// A skeleton is what a pattern shows, whatever the order (UTS 35, part 4,
// 2.6.2): for every field its letters and kind.
type skeleton struct {
	letter [fields]byte
	length [fields]int
	// base are the letters that stand for the form: "MMM" for any short month.
	baseLetter [fields]byte
	baseLength [fields]int
	kind       [fields]int
	// implied says that the day period is there for the sake of the hour only.
	implied bool
}

// A mask is a set of fields.
type mask uint32

func (m mask) has(f field) bool { return m&(1<<f) != 0 }

const (
	dateMask mask = 1<<dayPeriod - 1
	timeMask mask = 1<<fields - 1 - dateMask
)

// skeletonOf reads a pattern, or a skeleton as CLDR writes it.
func skeletonOf(p pattern) skeleton {
	var s skeleton
	for _, it := range p {
		if it.letter == 0 {
			continue
		}
		f := formOf(it.letter, it.length)
		if f == nil {
			continue
		}
		s.set(f.field, it.letter, it.length)
	}
	if s.letter[minute] != 0 && s.letter[fraction] != 0 && s.letter[second] == 0 {
		s.set(second, 's', 1)
	}
	switch s.letter[hour] {
	case 0:
	case 'h', 'K':
		if s.letter[dayPeriod] == 0 {
			s.set(dayPeriod, 'a', 1)
			s.implied = true
		}
	default:
		s.clear(dayPeriod)
	}
	return s
}

func (s *skeleton) set(f field, letter byte, length int) {
	form := formOf(letter, length)
	s.letter[f], s.length[f] = letter, length
	s.baseLetter[f], s.baseLength[f] = letter, form.min
	s.kind[f] = form.kind
	if form.kind > 0 {
		s.kind[f] += length
	}
}

func (s *skeleton) clear(f field) {
	s.letter[f], s.length[f], s.baseLetter[f], s.baseLength[f], s.kind[f] = 0, 0, 0, 0, none
}

func (s *skeleton) mask() mask {
	var m mask
	for f := range fields {
		if s.kind[f] != none {
			m |= 1 << f
		}
	}
	return m
}

// base names the forms of the fields, in order.
func (s *skeleton) base() string {
	var b strings.Builder
	for f := range fields {
		b.WriteString(strings.Repeat(string(s.baseLetter[f]), s.baseLength[f]))
	}
	return strings.ReplaceAll(b.String(), "\x00", "")
}

// String is the skeleton as CLDR writes it.
func (s *skeleton) String() string {
	var b strings.Builder
	for f := range fields {
		if s.letter[f] == 0 || f == dayPeriod && s.implied {
			continue
		}
		b.WriteString(strings.Repeat(string(s.letter[f]), s.length[f]))
	}
	return b.String()
}

// distance tells how far another skeleton is from the fields of s in the
// mask, and which of them it lacks or has beyond them.
func (s *skeleton) distance(other *skeleton, include mask) (total int, missing, extra mask) {
	for f := range fields {
		mine, theirs := s.kind[f], other.kind[f]
		if !include.has(f) {
			mine = none
		}
		switch {
		case mine == theirs:
		case mine == none:
			total += 0x10000
			extra |= 1 << f
		case theirs == none:
			total += 0x1000
			missing |= 1 << f
		case mine > theirs:
			total += mine - theirs
		default:
			total += theirs - mine
		}
	}
	return total, missing, extra
}
