"""Who may come in, and how: django-allauth is the one door."""

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["blog.accounts.backends.RoleBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:account"

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "blog.accounts.passwords.WidelyKnownPasswordValidator"},
]

ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
# 15 minutes everywhere: long enough for whoever reads slowly or waits for the mail (WCAG 2.2.1).
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "website"
# Wrong passwords and wrong codes of the second step, which have one name with django-allauth, are
# counted by accounts/rules/sign_in_limits.py. The other limits are its own.
ACCOUNT_RATE_LIMITS: dict[str, str | None] | bool = {"login_failed": None}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# The adapter gives stand-ins for addresses, each for one network already: none is cut short.
ALLAUTH_RATE_LIMIT_IPV6_PREFIX = 128
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "blog.accounts.allauth_adapter.AccountAdapter"
ACCOUNT_FORMS = {
    name: f"blog.accounts.forms.sign_in.{form}"
    for name, form in {
        "login": "LoginForm",
        "signup": "SignupForm",
        "add_email": "AddEmailForm",
        "change_password": "ChangePasswordForm",
        "set_password": "SetPasswordForm",
        "reset_password": "ResetPasswordForm",
        "reset_password_from_key": "ResetPasswordKeyForm",
        "reauthenticate": "ReauthenticateForm",
        "request_login_code": "RequestLoginCodeForm",
        "confirm_login_code": "ConfirmLoginCodeForm",
        "confirm_email_verification_code": "ConfirmEmailVerificationCodeForm",
        "confirm_password_reset_code": "ConfirmPasswordResetCodeForm",
    }.items()
}

MFA_ADAPTER = "blog.accounts.allauth_adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["recovery_codes", "totp", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_FORMS = {
    name: f"blog.accounts.forms.sign_in.{form}"
    for name, form in {
        "authenticate": "AuthenticateForm",
        "reauthenticate": "ReauthenticateWithCodeForm",
        "activate_totp": "ActivateAppForm",
        "edit_webauthn": "RenameKeyForm",
        "add_webauthn": "AddKeyForm",
        "signup_webauthn": "SignUpWithKeyForm",
    }.items()
}
MFA_TOTP_ISSUER = "Galley"
# Typing takes time, and clocks differ: one code before and after counts too (RFC 6238, 5.2).
MFA_TOTP_TOLERANCE = 1

# Whoever can open the desk or the editor needs a code app, a passkey or a security key for it.
# Only a laptop's settings let it be switched off (local.py).
STAFF_NEED_SECOND_STEP = True
