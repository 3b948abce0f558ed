"""Each recipe of the published Python SDK through its whole flow, against the core whose URL is the argument."""

import base64
import hashlib
import hmac
import struct
import sys
import time

from supertokens_python import InputAppInfo, SupertokensConfig, init
from supertokens_python.recipe import (
    accountlinking,
    dashboard,
    emailpassword,
    emailverification,
    multifactorauth,
    multitenancy,
    passwordless,
    session,
    thirdparty,
    totp,
    usermetadata,
    userroles,
)
from supertokens_python.recipe.accountlinking import syncio as linking
from supertokens_python.recipe.emailpassword import syncio as ep
from supertokens_python.recipe.emailverification import syncio as ev
from supertokens_python.recipe.multitenancy import syncio as tenants
from supertokens_python.recipe.multitenancy.interfaces import TenantConfigCreateOrUpdate
from supertokens_python.recipe.passwordless import ContactEmailOrPhoneConfig
from supertokens_python.recipe.passwordless import syncio as pl
from supertokens_python.recipe.session import syncio as sessions
from supertokens_python.recipe.thirdparty import syncio as tp
from supertokens_python.recipe.thirdparty.provider import (
    ProviderClientConfig,
    ProviderConfig,
)
from supertokens_python.recipe.totp import syncio as otp
from supertokens_python.recipe.usermetadata import syncio as metadata
from supertokens_python.recipe.userroles import syncio as roles
from supertokens_python.syncio import (
    create_user_id_mapping,
    delete_user,
    delete_user_id_mapping,
    get_user,
    get_user_id_mapping,
    get_users_oldest_first,
    list_users_by_account_info,
)
from supertokens_python.types import RecipeUserId
from supertokens_python.types.base import AccountInfoInput

origin = "http://localhost:5000"
init(
    app_info=InputAppInfo(app_name="app", api_domain=origin, website_domain=origin),
    supertokens_config=SupertokensConfig(connection_uri=sys.argv[1]),
    framework="flask",
    mode="wsgi",
    recipe_list=[
        session.init(),
        emailpassword.init(),
        emailverification.init(mode="OPTIONAL"),
        thirdparty.init(),
        passwordless.init(
            contact_config=ContactEmailOrPhoneConfig(),
            flow_type="USER_INPUT_CODE_AND_MAGIC_LINK",
        ),
        usermetadata.init(),
        userroles.init(),
        totp.init(),
        multifactorauth.init(),
        multitenancy.init(),
        dashboard.init(),
        accountlinking.init(),
    ],
)


def one_time_password(secret, step=0):
    counter = struct.pack(">Q", int(time.time() // 30) + step)
    mac = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    offset = mac[19] & 15
    number = struct.unpack(">I", mac[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def email_password():
    made = ep.sign_up("public", "py@x.io", "password1")
    assert made.status == "OK", made
    assert ep.sign_up("public", "py@x.io", "p").status == "EMAIL_ALREADY_EXISTS_ERROR"
    assert ep.sign_in("public", "py@x.io", "wrong").status == "WRONG_CREDENTIALS_ERROR"
    signed_in = ep.sign_in("public", "py@x.io", "password1")
    assert signed_in.user.id == made.user.id
    token = ep.create_reset_password_token("public", made.user.id, "py@x.io").token
    assert ep.consume_password_reset_token("public", token).user_id == made.user.id
    verification = ev.create_email_verification_token("public", made.recipe_user_id)
    assert ev.verify_email_using_token("public", verification.token).status == "OK"
    assert get_user(made.user.id).login_methods[0].verified is True


def third_party():
    made = tp.manually_create_or_update_user("public", "google", "g1", "tp@x.io", True)
    assert made.created_new_recipe_user is True
    again = tp.manually_create_or_update_user("public", "google", "g1", "tq@x.io", False)
    assert again.created_new_recipe_user is False
    assert again.user.emails == ["tq@x.io"]
    tenants.create_or_update_tenant(
        "t1", TenantConfigCreateOrUpdate(first_factors=["thirdparty"])
    )
    config = ProviderConfig(
        third_party_id="own", clients=[ProviderClientConfig(client_id="c")]
    )
    assert tenants.create_or_update_third_party_config("t1", config).created_new is True
    providers = tenants.get_tenant("t1").third_party_providers
    assert [provider.third_party_id for provider in providers] == ["own"]
    assert tenants.delete_third_party_config("t1", "own").did_config_exist is True


def by_code():
    made = pl.create_code("public", email="code@x.io")
    wrong = pl.consume_code(
        "public",
        pre_auth_session_id=made.pre_auth_session_id,
        device_id=made.device_id,
        user_input_code="none",
    )
    assert wrong.failed_code_input_attempt_count == 1
    right = pl.consume_code(
        "public",
        pre_auth_session_id=made.pre_auth_session_id,
        device_id=made.device_id,
        user_input_code=made.user_input_code,
    )
    assert right.created_new_recipe_user is True
    phone = pl.create_code("public", phone_number="+4915112345678")
    link = pl.consume_code(
        "public",
        pre_auth_session_id=phone.pre_auth_session_id,
        link_code=phone.link_code,
    )
    assert link.user.phone_numbers == ["+4915112345678"]
    pl.create_code("public", email="list@x.io")
    assert len(pl.list_codes_by_email("public", "list@x.io")) == 1
    pl.revoke_all_codes("public", email="list@x.io")
    assert pl.list_codes_by_email("public", "list@x.io") == []


def about_users():
    metadata.update_user_metadata("u", {"a": 1, "b": {"c": 2}})
    assert metadata.update_user_metadata("u", {"a": None}).metadata == {"b": {"c": 2}}
    metadata.clear_user_metadata("u")
    assert metadata.get_user_metadata("u").metadata == {}
    roles.create_new_role_or_add_permissions("admin", ["read"])
    assert roles.add_role_to_user(
        "public", "u", "admin"
    ).did_user_already_have_role is False
    assert roles.get_roles_for_user("public", "u").roles == ["admin"]


def second_factor():
    device = otp.create_device("otp", "otp", "phone")
    assert otp.verify_totp("public", "otp", "000000").status == "INVALID_TOTP_ERROR"
    code = one_time_password(device.secret)
    assert otp.verify_device("public", "otp", "phone", code).status == "OK"
    code = one_time_password(device.secret, 1)
    assert otp.verify_totp("public", "otp", code).status == "OK"
    assert [each.verified for each in otp.list_devices("otp").devices] == [True]
    assert otp.remove_device("otp", "phone").did_device_exist is True


def linked_accounts():
    one = ep.sign_up("public", "link@x.io", "password1")
    two = tp.manually_create_or_update_user("public", "google", "l", "link@x.io", False)
    began = sessions.create_new_session_without_request_response(
        "public", two.user.login_methods[0].recipe_user_id
    )
    assert linking.create_primary_user(one.recipe_user_id).status == "OK"
    own = two.user.login_methods[0].recipe_user_id
    assert linking.link_accounts(own, one.user.id).status == "OK"
    assert sessions.get_session_information(began.get_handle()) is None
    assert get_user(two.user.id).id == one.user.id
    linked = sessions.create_new_session_without_request_response("public", own)
    assert linked.get_user_id() == one.user.id
    assert linking.unlink_account(own).was_linked is True
    assert get_user(two.user.id).id == two.user.id


def own_ids():
    made = ep.sign_up("public", "map@x.io", "password1")
    create_user_id_mapping(made.user.id, "app-1")
    assert get_user_id_mapping("app-1").supertokens_user_id == made.user.id
    assert get_user(made.user.id).id == "app-1"
    began = sessions.create_new_session_without_request_response(
        "public", RecipeUserId("app-1")
    )
    assert began.get_user_id() == "app-1"
    assert delete_user_id_mapping("app-1", "ANY", True).did_mapping_exist is True


def search():
    found = get_users_oldest_first("public", query={"email": "map@"}).users
    assert [user.emails for user in found] == [["map@x.io"]]
    by_info = list_users_by_account_info("public", AccountInfoInput(email="map@x.io"))
    assert len(by_info) == 1
    delete_user(found[0].id)
    assert get_user(found[0].id) is None


for flow in (
    email_password,
    third_party,
    by_code,
    about_users,
    second_factor,
    linked_accounts,
    own_ids,
    search,
):
    flow()
    print(flow.__name__, flush=True)
