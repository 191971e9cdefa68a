package preset

import (
	"math"
	"strconv"
	"strings"
)

// ParseStep reads a step: `10m`, `1.5h`, `30s`, `1d`, or a bare number of minutes. ok is false for anything else, and for
// less than a second or more than 9999 days, which Anki's own window does not take.
func ParseStep(s string) (minutes float32, ok bool) {
	unit := 1.0
	if n := len(s) - 1; n > 0 {
		if i := strings.IndexByte(stepUnits, s[n]); i >= 0 {
			s, unit = s[:n], stepMinutes[i]
		}
	}
	if strings.Trim(s, "0123456789.") != "" {
		return 0, false
	}
	n, err := strconv.ParseFloat(s, 64)
	if n *= unit; err != nil || n < 1.0/60 || n > 9999*stepMinutes[len(stepUnits)-1] {
		return 0, false
	}
	return float32(n), true
}

// stepUnits are the units of steps, and stepMinutes how many minutes each has.
const stepUnits = "smhd"

var stepMinutes = [len(stepUnits)]float64{1.0 / 60, 1, 60, 24 * 60}

// step writes minutes in the largest unit that makes a whole number of them.
func step(minutes float32) string {
	for i := len(stepUnits) - 1; i >= 0; i-- {
		n := float64(minutes) / stepMinutes[i]
		if whole := math.Round(n); whole >= 1 && math.Abs(n-whole) < 1e-4 {
			return strconv.FormatFloat(whole, 'f', -1, 64) + stepUnits[i:i+1]
		}
	}
	return number(minutes) + "m"
}

func number(n float32) string { return strconv.FormatFloat(float64(n), 'f', -1, 32) }

// Text writes a value of the option as it stands in a deck.yaml.
func (o *Option) Text(v Value) string {
	switch {
	case o.Kind == Steps, o.Kind == Shares:
		parts := make([]string, len(v))
		for i, n := range v {
			if o.Kind == Steps {
				parts[i] = step(n)
			} else {
				parts[i] = number(n)
			}
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case o.Kind == Switch:
		return strconv.FormatBool(v[0] != 0)
	case o.Kind == Word:
		return o.Words[int(v[0])]
	}
	return number(v[0])
}
