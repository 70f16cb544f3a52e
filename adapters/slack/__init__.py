"""The Slack door: the only code that knows Slack."""
