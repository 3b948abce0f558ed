package app

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
)

//go:embed templates
var files embed.FS

// html/template escapes every value: a user id can contain anything.
var templates = template.Must(template.ParseFS(files, "templates/*.html"))

// Page is what templates/page.html shows. It is a placeholder for your own pages.
type Page struct {
	Title, Text string
}

// render responds with a whole page or, where the template fails, with the error page.
func render(w http.ResponseWriter, r *http.Request, status int, page Page) {
	var html bytes.Buffer
	if err := templates.ExecuteTemplate(&html, "page.html", page); err != nil {
		ErrorPage(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = html.WriteTo(w)
}
