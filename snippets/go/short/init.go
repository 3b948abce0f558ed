package app

import (
	"cmp"
	"os"

	"github.com/supertokens/supertokens-golang/recipe/session"
	"github.com/supertokens/supertokens-golang/supertokens"
)

// Origin is the origin that the browser sees.
var Origin = cmp.Or(os.Getenv("ORIGIN"), "http://localhost:"+cmp.Or(os.Getenv("PORT"), "3000"))

// Init sets up the SDK.
func Init() error {
	return supertokens.Init(supertokens.TypeInput{
		Supertokens: &supertokens.ConnectionInfo{
			ConnectionURI: cmp.Or(os.Getenv("SUPERTOKENS_CORE_URI"), "http://localhost:3567"),
			APIKey:        os.Getenv("SUPERTOKENS_API_KEY"),
		},
		AppInfo: supertokens.AppInfo{
			AppName:       "Example",
			APIDomain:     Origin,
			WebsiteDomain: Origin,
		},
		RecipeList: []supertokens.Recipe{session.Init(nil)},
	})
}
