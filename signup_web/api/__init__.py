"""The API: what the operator's pages do, for programs that have a key. Routes parse, call a use case, and answer."""
