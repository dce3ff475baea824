"""Everything that the operator's pages can do, programs can: a page that is new has to be here, with the routes that do the same."""

from signup_web.api.table import ROUTES
from tests.signup_web.visiting import Site

# Of each form and page of the operator's, the routes that do what it does.
SAME = {
    "overview.watches": "list_watches get_status list_switches",
    "overview.change": "change_watches",
    "watches.watch": "get_watch count_waiting",
    "watches.activate": "change_watch",
    "watches.look": "look_at_watch",
    "watches.remove": "remove_watch",
    "watches.move": "move_watch",
    "watches.hook": "set_webhook_secret",
    "adding.add": "add_watch",
    "adding.options": "add_watch",
    "adding.preview": "preview",
    "adding.save": "add_watch",
    "adding.teach": "list_statements",
    "rereading.change": "change_watch",
    "rereading.look": "preview_reading",
    "rereading.save": "change_reading",
    "rereading.teach": "list_statements",
    "rehearsal.ask": "rehearse",
    "rehearsal.send": "rehearse",
    "maybe_back.ask": "get_watch",
    "maybe_back.answer": "answer_maybe_back",
    "suggestions.queue": "list_suggestions",
    "suggestions.decide": "accept_suggestion decline_suggestion",
    "traffic.overview": "list_shops",
    "traffic.shop": "get_shop",
    "messages.deliveries": "list_deliveries",
    "messages.dead_letters": "list_dead_letters",
    "messages.replay": "replay_dead_letter",
    "messages.discard": "discard_dead_letter",
    "messages.switch": "set_switch",
    "messages.test": "send_test",
    "messages.send_test": "send_test",
    "messages.bot_listens": "listen_to_bot",
    "people.overview": "list_people find_people",
    "people.export": "list_people",
    "people.one": "find_people",
    "admin_why.ask": "find_people",
    "admin_why.by_address": "find_people",
    "admin_why.by_id": "explain",
    "admin_agents.overview": "list_agents",
    "admin_agents.invite": "invite_agent",
    "admin_agents.revoke": "revoke_agent",
    "admin_keys.overview": "list_keys",
    "admin_keys.make": "make_key",
    "admin_keys.end": "end_key",
    "admin_keys.take_over": "take_over_key",
    "users.overview": "list_users list_invitations list_sessions",
    "users.invite": "invite_user",
    "users.withdraw": "withdraw_invitation",
    "users.set_role": "set_role",
    "users.remove": "remove_user",
    "users.end_session": "end_session",
    "audit.log": "list_audit_entries",
    "system.overview": "list_log_levels list_backups",
    "system.log_level": "set_log_level",
    "admin_teams.overview": "list_teams",
    "admin_teams.make": "make_team",
    "admin_teams.remove": "remove_team",
}
# Whoever uses the pages, and how they come in: a program has its key, and lets nobody in.
THEIR_OWN = ("door.", "me.", "passkeys.", "users.let_in", "admin_teams.choose")
# A backup holds the key that signs links: whoever has a key of the API must not get it by that.
PAGES_ALONE = ("system.download",)


def test_whatever_the_operators_pages_do_a_route_does(site: Site) -> None:
    pages = {rule.endpoint for rule in site.app.url_map.iter_rules() if rule.rule.startswith("/admin")}
    assert {page for page in pages if not page.startswith(THEIR_OWN + PAGES_ALONE)} == set(SAME)
    assert {name for names in SAME.values() for name in names.split()} <= {route.name for route in ROUTES}
