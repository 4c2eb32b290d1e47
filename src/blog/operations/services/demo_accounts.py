"""The demo's password, and the settings under which there may be a demo at all."""

import secrets

from django.conf import settings

WORDS = (
    "amber anvil apron basil beech birch brass brook cedar chalk clove copper coral crane delta "
    "ember fable fern flint gable grove hazel heron indigo inlet ivory juniper kelp lantern larch "
    "linen maple marble meadow mortar nettle oak olive orchard otter pebble pewter plume quarry "
    "quill reed rowan saffron slate sorrel spruce tallow thistle timber umber velvet walnut willow"
)


def allowed() -> bool:
    """Return whether the settings are a demo's or a developer's; never production's."""
    return bool(getattr(settings, "DEMO_MODE", False) or settings.DEBUG)


def password() -> str:
    """Return DEMO_PASSWORD, else the one made at the first start and kept since."""
    given = getattr(settings, "DEMO_PASSWORD", "")
    if given:
        return str(given)
    file = settings.DATA_DIR / "demo-password"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text("-".join(secrets.choice(WORDS.split()) for _ in range(4)))
    return str(file.read_text().strip())
