package main

import (
	app "example.com/ssr"
	"example.com/ssr/serve"
)

func main() {
	handler, err := app.New()
	if err != nil {
		serve.Fail("Cannot start: %v", err)
	}
	serve.Listen(handler, app.Origin)
}
