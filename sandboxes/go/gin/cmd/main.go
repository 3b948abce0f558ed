package main

import (
	app "example.com/ssr"
	ginapp "example.com/ssr/gin"
	"example.com/ssr/serve"
)

func main() {
	handler, err := ginapp.New()
	if err != nil {
		serve.Fail("Cannot start: %v", err)
	}
	serve.Listen(handler, app.Origin)
}
