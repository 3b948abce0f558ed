package app

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode"
)

// disguised is an encoded slash, backslash or control character after the first "/",
// encoded in any way and any number of times.
var disguised = regexp.MustCompile(`(?i)^/%(25)*(2f|5c|[01][0-9a-f]|7f|[0-9a-f]?%)`)

// dots is a segment that browsers resolve: "." or "..", encoded or not.
var dots = regexp.MustCompile(`(?i)/(\.|%2e){1,2}(/|$)`)

// safeRedirectBack returns the same-origin path in value, and "/" for everything else,
// so that no visitor is ever sent to another site.
func safeRedirectBack(value string) string {
	if !strings.HasPrefix(value, "/") || strings.HasPrefix(value, "//") {
		return "/"
	}
	// Characters that browsers drop from a URL, or read as a slash.
	if strings.ContainsRune(value, '\\') || strings.ContainsFunc(value, unicode.IsControl) {
		return "/"
	}
	target, err := (&url.URL{}).Parse(encoded(value))
	if err != nil {
		return "/"
	}
	// Parse has resolved dot segments: "/.//evil.example" has become "//evil.example".
	path := target.EscapedPath()
	if strings.HasPrefix(path, "//") || disguised.MatchString(path) || dots.MatchString(path) {
		return "/"
	}
	return target.String()
}

// encoded is value with what browsers encode in a URL: spaces and all that is not
// ASCII.
func encoded(value string) string {
	var text strings.Builder
	for i := range len(value) {
		if c := value[i]; c == ' ' || c >= 0x80 {
			fmt.Fprintf(&text, "%%%02X", c)
		} else {
			text.WriteByte(c)
		}
	}
	return text.String()
}
