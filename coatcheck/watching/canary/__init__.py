"""The canary: a page of our own that comes back once an hour, watched and told like any other, so that a miss is seen by somebody."""
