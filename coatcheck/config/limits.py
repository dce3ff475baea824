"""How often strangers may try."""

from coatcheck.model import Frozen


class Limits(Frozen, frozen=True):
    """How often strangers may try what could be guessed, or have us answer. No setting: the demo alone has others."""

    admin_tries_per_hour: int = 10  # at each door with a key, from one internet address
    # To one person's texts; above it there is silence, though START and STOP are still heard
    answers_per_hour: int = 10
    code_tries: int = 5  # at one code
    code_tries_per_day: int = 10  # at one address, by one network
    all_code_tries_per_day: int = 50  # at one address, by all
    own_changes_per_hour: int = 20  # of a user's own name, and passkeys that they add or name, which the log has
    resend_seconds: int = 30  # until another code may be asked for; doubled with each
