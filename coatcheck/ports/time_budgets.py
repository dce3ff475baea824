"""Time budgets, in seconds. Each is smaller than the next, so that every step ends before whoever waits for it gives up."""

STORE_CALL = 5.0
PROVIDER_CALL = 10.0
MAIL = 14.0  # of a mail server, which may look at a message for long before it takes it
SEND = 30.0  # from the claim; checked as the last thing before the send
HANDLER = 45.0  # a handler stops itself
REQUEST = 55.0  # Cloud Run's request timeout
ACK = 60.0  # Pub/Sub's ack deadline
CLAIM_LEASE = 90.0
RECONCILE = 150.0  # a provider's list may lag this far behind
STUCK = 300.0  # a delivery that moved no further is swept
STALE = 3600.0  # the default of COATCHECK_STALE_MINUTES

CHAIN = (STORE_CALL, PROVIDER_CALL, MAIL, SEND, HANDLER, REQUEST, ACK, CLAIM_LEASE, RECONCILE, STUCK, STALE)
