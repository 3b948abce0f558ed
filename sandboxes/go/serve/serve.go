// Package serve serves the static pages alongside the app, and listens.
package serve

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

// Listen serves the app on PORT until it is told to stop, and prints the URL for the
// browser.
func Listen(app http.Handler, origin string) {
	address := net.JoinHostPort(cmp.Or(os.Getenv("HOST"), "localhost"), cmp.Or(os.Getenv("PORT"), "3000"))
	listener, err := net.Listen("tcp", address)
	if err != nil {
		Fail("Cannot listen: %v. Choose another port with PORT=<number>.", err)
	}
	fmt.Printf("Listening on %s\n", origin)

	server := http.Server{Handler: withPages(app), ReadHeaderTimeout: 10 * time.Second}
	told, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(told, func() { _ = server.Close() })
	if err := server.Serve(listener); told.Err() == nil {
		Fail("The server has ended: %v", err)
	}
}

// Fail ends the process with one line for whoever started it.
func Fail(format string, arguments ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", arguments...)
	os.Exit(1)
}

// withPages serves the refresh page, the login page and the home page, which are the same
// for everybody, and the browser build of the front-end SDK as its npm package ships it.
func withPages(app http.Handler) http.Handler {
	public := os.DirFS("public")
	bundle := os.DirFS(cmp.Or(os.Getenv("SUPERTOKENS_WEB_JS"), "node_modules/supertokens-web-js/bundle"))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// The pages in public/ and the SDK run without inline scripts, and so can yours.
		w.Header().Set("Content-Security-Policy", "default-src 'self'")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		files, path := public, strings.TrimPrefix(r.URL.Path, "/")
		if name, found := strings.CutPrefix(path, "supertokens/"); found {
			files, path = bundle, name
		}
		name, found := fileFor(files, path)
		if !found || (r.Method != http.MethodGet && r.Method != http.MethodHead) {
			app.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Cache-Control", "public, max-age=0")
		http.ServeFileFS(w, r, files, name)
	})
}

// fileFor finds the file for a path: itself, with ".html", or its index.html.
func fileFor(files fs.FS, path string) (string, bool) {
	for _, name := range []string{path, path + ".html", path + "index.html"} {
		if info, err := fs.Stat(files, name); err == nil && info.Mode().IsRegular() {
			return name, true
		}
	}
	return "", false
}
