package app

import (
	"cmp"
	"os"
)

// Origin is the origin that the browser sees. The SDK derives the cookie settings from it,
// so it must be the real one in production.
var Origin = cmp.Or(os.Getenv("ORIGIN"), "http://localhost:"+cmp.Or(os.Getenv("PORT"), "3000"))

// coreURI is where the SuperTokens core listens.
var coreURI = cmp.Or(os.Getenv("SUPERTOKENS_CORE_URI"), "http://localhost:3567")
