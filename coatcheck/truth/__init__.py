"""The judgement that the whole product rests on: what a look at a shop proves, and what it does not. Pure."""
