package main

import (
	app "example.com/ssr"
	chiapp "example.com/ssr/chi"
	"example.com/ssr/serve"
)

func main() {
	handler, err := chiapp.New()
	if err != nil {
		serve.Fail("Cannot start: %v", err)
	}
	serve.Listen(handler, app.Origin)
}
