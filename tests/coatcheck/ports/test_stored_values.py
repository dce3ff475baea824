"""The names under which the store's values are kept."""

from coatcheck.ports.stored_values import (
    ADMIN_KEY,
    ADMIN_LINK,
    CANARY_FLIPS,
    LAYOUT,
    SECRET_KEY,
    bot_of,
    by_network,
    by_operator,
    by_provider,
    counted_day,
    webhook_secret,
)


def test_what_older_versions_kept_is_still_found_and_no_two_things_share_a_name() -> None:
    names = {
        LAYOUT: "layout",
        SECRET_KEY: "secret_key",
        ADMIN_KEY: "admin_key",
        ADMIN_LINK: "admin_link",
        by_operator(): "stopped",
        by_operator("sms"): "stopped:sms",
        by_provider("sms"): "turned-away:sms",
        by_network("sms"): "filtered:sms",
        bot_of("telegram"): "telegram_bot",
        counted_day(7): "counted-day:7",
        CANARY_FLIPS: "canary-flips",
        webhook_secret("jacket"): "hook:jacket",
    }
    assert list(names) == list(names.values())
    assert len(names) == 12
