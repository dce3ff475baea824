"""Stand-ins for the far side of the network: small, on loopback, with faults on order."""
