package app

import (
	"net/http"
	"os"
	"slices"

	"github.com/supertokens/supertokens-golang/recipe/session"
	"github.com/supertokens/supertokens-golang/recipe/session/claims"
	sessionerrors "github.com/supertokens/supertokens-golang/recipe/session/errors"
	"github.com/supertokens/supertokens-golang/recipe/session/sessmodels"
	"github.com/supertokens/supertokens-golang/supertokens"
)

// Init sets up the SDK. Call it once, before the first request.
func Init() error {
	if err := boundCoreCalls(); err != nil {
		return err
	}
	return supertokens.Init(supertokens.TypeInput{
		Supertokens: &supertokens.ConnectionInfo{
			ConnectionURI: coreURI,
			APIKey:        os.Getenv("SUPERTOKENS_API_KEY"),
		},
		AppInfo: supertokens.AppInfo{
			AppName:       "Example",
			APIDomain:     Origin,
			WebsiteDomain: Origin,
		},
		// Without it, the SDK shows its errors to the client.
		OnSuperTokensAPIError: func(err error, r *http.Request, w http.ResponseWriter) {
			ErrorPage(w, r, err)
		},
		RecipeList: []supertokens.Recipe{session.Init(&sessmodels.TypeInput{
			// A browser sends cookies with a page load, never an Authorization header: SSR
			// needs cookies.
			GetTokenTransferMethod: func(
				*http.Request, bool, supertokens.UserContext,
			) sessmodels.TokenTransferMethod {
				return sessmodels.CookieTransferMethod
			},
			// State-changing requests must carry a header that another site's form cannot set.
			AntiCsrf: new(session.AntiCSRF_VIA_CUSTOM_HEADER),
			Override: &sessmodels.OverrideStruct{Functions: override},
		})},
	})
}

func override(sdk sessmodels.RecipeInterface) sessmodels.RecipeInterface {
	// Puts the roles into every new session, so that a page can check them without a call to
	// the core.
	createNewSession := *sdk.CreateNewSession
	withRoles := func(
		userID string, payload, data map[string]any, disableAntiCSRF *bool, tenantID string,
		userContext supertokens.UserContext,
	) (sessmodels.SessionContainer, error) {
		payload, err := rolesClaim.Build(userID, tenantID, payload, userContext)
		if err != nil {
			return nil, err
		}
		return createNewSession(userID, payload, data, disableAntiCSRF, tenantID, userContext)
	}
	sdk.CreateNewSession = &withRoles

	// Brings a role that was added or removed into a running session, within one access-token
	// lifetime at the latest.
	refreshSession := *sdk.RefreshSession
	withRolesOfNow := func(
		refreshToken string, antiCSRFToken *string, disableAntiCSRF bool,
		userContext supertokens.UserContext,
	) (sessmodels.SessionContainer, error) {
		current, err := refreshSession(refreshToken, antiCSRFToken, disableAntiCSRF, userContext)
		if err != nil {
			return nil, err
		}
		return current, updateRoles(current)
	}
	sdk.RefreshSession = &withRolesOfNow

	// The SDK accepts any token of the core that has a session handle. An OAuth2 token, which
	// is for another app, has a kind in stt, which is missing or 0 in a session's access
	// token.
	getSession := *sdk.GetSession
	ofSessionsOnly := func(
		accessToken, antiCSRFToken *string, options *sessmodels.VerifySessionOptions,
		userContext supertokens.UserContext,
	) (sessmodels.SessionContainer, error) {
		current, err := getSession(accessToken, antiCSRFToken, options, userContext)
		if err != nil || current == nil {
			return current, err
		}
		if kind := current.GetAccessTokenPayload()["stt"]; kind != nil && kind != float64(0) {
			return nil, sessionerrors.TryRefreshTokenError{Msg: "not a session's access token"}
		}
		return current, nil
	}
	sdk.GetSession = &ofSessionsOnly

	// Checked by GetSession and VerifySession everywhere, unless a route overrides it.
	globalClaims := func(
		_ string, others []claims.SessionClaimValidator, _ string, _ supertokens.UserContext,
	) ([]claims.SessionClaimValidator, error) {
		// All requests share this slice. Clip makes append copy it.
		return append(slices.Clip(others), roles.Excludes("suspended", nil, nil)), nil
	}
	sdk.GetGlobalClaimValidators = &globalClaims
	return sdk
}
