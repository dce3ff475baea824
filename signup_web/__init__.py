"""The site: history, sign-up, texting, administration."""
