package main

import (
	"os"
	"testing"

	"github.com/supertokens/supertokens-golang/recipe/dashboard"
	"github.com/supertokens/supertokens-golang/recipe/dashboard/dashboardmodels"
	"github.com/supertokens/supertokens-golang/recipe/emailpassword"
	"github.com/supertokens/supertokens-golang/recipe/emailverification"
	"github.com/supertokens/supertokens-golang/recipe/emailverification/evmodels"
	"github.com/supertokens/supertokens-golang/recipe/multitenancy"
	"github.com/supertokens/supertokens-golang/recipe/multitenancy/multitenancymodels"
	"github.com/supertokens/supertokens-golang/recipe/passwordless"
	"github.com/supertokens/supertokens-golang/recipe/passwordless/plessmodels"
	"github.com/supertokens/supertokens-golang/recipe/session"
	"github.com/supertokens/supertokens-golang/recipe/thirdparty"
	"github.com/supertokens/supertokens-golang/recipe/thirdparty/tpmodels"
	"github.com/supertokens/supertokens-golang/recipe/usermetadata"
	"github.com/supertokens/supertokens-golang/recipe/userroles"
	"github.com/supertokens/supertokens-golang/supertokens"
)

// Each recipe of the published Go SDK, which speaks CDI 3.1, through its whole flow. The environment names the core.

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestMain(m *testing.M) {
	origin := "http://localhost:3000"
	err := supertokens.Init(supertokens.TypeInput{
		Supertokens: &supertokens.ConnectionInfo{ConnectionURI: os.Getenv("SUPERTOKENS_CORE_URI")},
		AppInfo:     supertokens.AppInfo{AppName: "app", APIDomain: origin, WebsiteDomain: origin},
		RecipeList: []supertokens.Recipe{
			session.Init(nil),
			emailpassword.Init(nil),
			emailverification.Init(evmodels.TypeInput{Mode: evmodels.ModeOptional}),
			thirdparty.Init(&tpmodels.TypeInput{}),
			passwordless.Init(plessmodels.TypeInput{
				FlowType:                  "USER_INPUT_CODE_AND_MAGIC_LINK",
				ContactMethodEmailOrPhone: plessmodels.ContactMethodEmailOrPhoneConfig{Enabled: true},
			}),
			usermetadata.Init(nil),
			userroles.Init(nil),
			multitenancy.Init(nil),
			dashboard.Init(&dashboardmodels.TypeInput{}),
		},
	})
	if err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

func TestEmailPassword(t *testing.T) {
	made, err := emailpassword.SignUp("public", "go@x.io", "password1")
	must(t, err)
	again, err := emailpassword.SignUp("public", "go@x.io", "password1")
	must(t, err)
	if made.OK == nil || again.EmailAlreadyExistsError == nil {
		t.Fatalf("%+v, then %+v", made, again)
	}
	id := made.OK.User.ID
	reset, err := emailpassword.CreateResetPasswordToken("public", id)
	must(t, err)
	changed, err := emailpassword.ResetPasswordUsingToken("public", reset.OK.Token, "password2")
	must(t, err)
	wrong, err := emailpassword.SignIn("public", "go@x.io", "password1")
	must(t, err)
	right, err := emailpassword.SignIn("public", "go@x.io", "password2")
	must(t, err)
	if changed.OK == nil || wrong.WrongCredentialsError == nil || right.OK == nil {
		t.Fatalf("%+v %+v %+v", changed, wrong, right)
	}
	token, err := emailverification.CreateEmailVerificationToken("public", id, nil)
	must(t, err)
	_, err = emailverification.VerifyEmailUsingToken("public", token.OK.Token)
	must(t, err)
	verified, err := emailverification.IsEmailVerified(id, nil)
	must(t, err)
	if !verified {
		t.Error("the address is not verified")
	}
}

func TestThirdParty(t *testing.T) {
	made, err := thirdparty.ManuallyCreateOrUpdateUser("public", "google", "g", "tp@x.io")
	must(t, err)
	again, err := thirdparty.ManuallyCreateOrUpdateUser("public", "google", "g", "tq@x.io")
	must(t, err)
	if !made.OK.CreatedNewUser || again.OK.CreatedNewUser || again.OK.User.Email != "tq@x.io" {
		t.Fatalf("%+v, then %+v", made.OK, again.OK)
	}
	found, err := thirdparty.GetUserByThirdPartyInfo("public", "google", "g")
	must(t, err)
	byEmail, err := thirdparty.GetUsersByEmail("public", "tq@x.io")
	must(t, err)
	byID, err := thirdparty.GetUserByID(made.OK.User.ID)
	must(t, err)
	if found.ID != made.OK.User.ID || len(byEmail) != 1 || byID.Email != "tq@x.io" {
		t.Errorf("%+v %+v %+v", found, byEmail, byID)
	}
}

func TestTenants(t *testing.T) {
	enabled := true
	made, err := multitenancy.CreateOrUpdateTenant("t1", multitenancymodels.TenantConfig{ThirdPartyEnabled: &enabled})
	must(t, err)
	config := tpmodels.ProviderConfig{ThirdPartyId: "own", Clients: []tpmodels.ProviderClientConfig{{ClientID: "c"}}}
	provider, err := multitenancy.CreateOrUpdateThirdPartyConfig("t1", config, nil)
	must(t, err)
	tenant, err := multitenancy.GetTenant("t1")
	must(t, err)
	if !made.OK.CreatedNew || !provider.OK.CreatedNew || tenant.ThirdParty.Providers[0].ThirdPartyId != "own" {
		t.Errorf("%+v %+v %+v", made, provider, tenant)
	}
	user, err := thirdparty.ManuallyCreateOrUpdateUser("t1", "google", "t1", "t1@x.io")
	must(t, err)
	shared, err := multitenancy.AssociateUserToTenant("public", user.OK.User.ID)
	must(t, err)
	if shared.OK == nil || shared.OK.WasAlreadyAssociated {
		t.Errorf("%+v", shared)
	}
	removed, err := multitenancy.DeleteThirdPartyConfig("t1", "own")
	must(t, err)
	if !removed.OK.DidConfigExist {
		t.Error("there was no provider to remove")
	}
}

func TestPasswordless(t *testing.T) {
	code, err := passwordless.CreateCodeWithEmail("public", "code@x.io", nil)
	must(t, err)
	wrong, err := passwordless.ConsumeCodeWithUserInputCode("public", code.OK.DeviceID, "none", code.OK.PreAuthSessionID)
	must(t, err)
	if wrong.IncorrectUserInputCodeError == nil || wrong.IncorrectUserInputCodeError.FailedCodeInputAttemptCount != 1 {
		t.Fatalf("%+v", wrong)
	}
	right, err := passwordless.ConsumeCodeWithUserInputCode("public", code.OK.DeviceID, code.OK.UserInputCode, code.OK.PreAuthSessionID)
	must(t, err)
	if right.OK == nil || !right.OK.CreatedNewUser {
		t.Fatalf("%+v", right)
	}
	phone, err := passwordless.CreateCodeWithPhoneNumber("public", "+4915112345678", nil)
	must(t, err)
	link, err := passwordless.ConsumeCodeWithLinkCode("public", phone.OK.LinkCode, phone.OK.PreAuthSessionID)
	must(t, err)
	if link.OK == nil || *link.OK.User.PhoneNumber != "+4915112345678" {
		t.Fatalf("%+v", link)
	}
	found, err := passwordless.GetUserByEmail("public", "code@x.io")
	must(t, err)
	address := "changed@x.io"
	changed, err := passwordless.UpdateUser(found.ID, &address, nil)
	must(t, err)
	if changed.OK == nil {
		t.Errorf("%+v", changed)
	}
}

func TestMetadataAndRoles(t *testing.T) {
	_, err := usermetadata.UpdateUserMetadata("u", map[string]interface{}{"a": 1, "b": "x"})
	must(t, err)
	left, err := usermetadata.UpdateUserMetadata("u", map[string]interface{}{"a": nil})
	must(t, err)
	if len(left) != 1 || left["b"] != "x" {
		t.Errorf("%v", left)
	}
	_, err = userroles.CreateNewRoleOrAddPermissions("admin", []string{"read"}, nil)
	must(t, err)
	_, err = userroles.AddRoleToUser("public", "u", "admin", nil)
	must(t, err)
	held, err := userroles.GetRolesForUser("public", "u", nil)
	must(t, err)
	if len(held.OK.Roles) != 1 {
		t.Errorf("%+v", held)
	}
}

func TestUserIDMapping(t *testing.T) {
	made, err := emailpassword.SignUp("public", "map@x.io", "password1")
	must(t, err)
	id := made.OK.User.ID
	_, err = supertokens.CreateUserIdMapping(id, "app-1", nil, nil)
	must(t, err)
	kind := supertokens.UserIdTypeAny
	mapping, err := supertokens.GetUserIdMapping("app-1", &kind)
	must(t, err)
	if mapping.OK == nil || mapping.OK.SupertokensUserId != id {
		t.Fatalf("%+v", mapping)
	}
	user, err := emailpassword.GetUserByID("app-1")
	must(t, err)
	if user == nil || user.ID != "app-1" {
		t.Errorf("%+v", user)
	}
	force := true
	removed, err := supertokens.DeleteUserIdMapping("app-1", &kind, &force)
	must(t, err)
	if !removed.OK.DidMappingExist {
		t.Error("there was no mapping to remove")
	}
}

func TestUsers(t *testing.T) {
	for _, email := range []string{"one@list.io", "two@list.io"} {
		_, err := emailpassword.SignUp("public", email, "password1")
		must(t, err)
	}
	found, err := supertokens.GetUsersOldestFirst("public", nil, nil, nil, map[string]string{"email": "list.io"})
	must(t, err)
	if len(found.Users) != 2 || found.Users[0].User["email"] != "one@list.io" {
		t.Fatalf("%+v", found)
	}
	id := found.Users[0].User["id"].(string)
	must(t, supertokens.DeleteUser(id))
	user, err := emailpassword.GetUserByID(id)
	must(t, err)
	if user != nil {
		t.Errorf("%+v", user)
	}
}
