package app

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
)

// disguised is an encoded slash, backslash or control character behind the first "/",
// however and however often it was encoded.
var disguised = regexp.MustCompile(`(?i)^/%(25)*(2f|5c|[01][0-9a-f]|7f|[0-9a-f]?%)`)

// dots is a segment that browsers resolve: "." or "..", encoded or not.
var dots = regexp.MustCompile(`(?i)^(\.|%2e){1,2}$`)

// safeRedirectBack gives back the same-origin path in value, and "/" for everything else, so
// that nobody is ever sent to another site.
func safeRedirectBack(value string) string {
	if !strings.HasPrefix(value, "/") || strings.HasPrefix(value, "//") {
		return "/"
	}
	// What browsers drop from an address, or read as a slash.
	if strings.ContainsRune(value, '\\') || strings.ContainsFunc(value, unicode.IsControl) {
		return "/"
	}
	target, err := url.Parse(value)
	if err != nil || disguised.MatchString(target.EscapedPath()) {
		return "/"
	}
	for segment := range strings.SplitSeq(target.EscapedPath(), "/") {
		if dots.MatchString(segment) {
			return "/"
		}
	}
	return target.String()
}
