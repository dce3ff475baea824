"""What things are: frozen types and enums, in schema.org's words where it has them.

Times are aware datetimes in UTC, money is a decimal string as the shop wrote it ("120.00") with an
ISO 4217 code beside it, ids are strings. A variant's id is the shop's own and is unique within an observation.
A `revision` is the store's own mark of the copy it handed out, "" for what is not stored yet: writing a
changed copy is refused with `Conflict` unless that revision is still the stored one.

What is imported "as" itself is for packages of others, too (docs/plugins.md): type checkers let them have nothing else.
"""

from coatcheck.model.access import ApiKey, KeptAnswer, Scope
from coatcheck.model.agents import Agent, Sight
from coatcheck.model.operators import (
    FIRST_TEAM,
    RANKS,
    AuditEntry,
    Invitation,
    OperatorSession,
    Passkey,
    Role,
    SignedInBy,
    Team,
    User,
    Via,
    role_allows,
)
from coatcheck.model.people import (
    ANY,
    DAILY_HOUR,
    NO_CONDITIONS,
    ChannelAddress,
    Conditions,
    Confirmation,
    Consent,
    ConsentKind,
    Frequency,
    Status,
    Subscriber,
    Subscription,
    Topic,
)
from coatcheck.model.ranges import ALL_IDS, IdRange
from coatcheck.model.shop import ADVANCE, EXACT_SEATS, LISTED, ORDERABLE, PREFERENCE, rounded_seats
from coatcheck.model.shop import Availability as Availability
from coatcheck.model.shop import Observation as Observation
from coatcheck.model.shop import Offer as Offer
from coatcheck.model.shop import Product as Product
from coatcheck.model.shop import Showing as Showing
from coatcheck.model.shop import Variant as Variant
from coatcheck.model.shop import Witness as Witness
from coatcheck.model.suggesting import Suggestion, SuggestionState
from coatcheck.model.telling import WAITING, Alert, DeadLetter, Delivery, DeliveryState, Reason, Step, Trouble
from coatcheck.model.values import MAXIMUM_BATCH, MINUTE, Frozen, delivery_id, digest, event_id, subscription_id
from coatcheck.model.watching import (
    Agreement,
    Answer,
    Batch,
    Change,
    Ended,
    Glance,
    Health,
    Look,
    LookFrom,
    Restocked,
    RestockEvent,
    Snapshot,
    State,
    Transition,
    Understood,
    VariantState,
    Verdict,
    Watch,
)
