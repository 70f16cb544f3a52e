"""A wire-level Slack: Web API, Socket Mode, HTTP events, and the people who use it.

`FakeSlack` is the server, `Person` somebody at a keyboard. It refuses what Slack refuses, as far as
that is documented or measured; where Slack's own counting is not public the fake is the stricter.
"""

from __future__ import annotations

from tests.fakes.slack.people import Person
from tests.fakes.slack.server import FakeSlack
from tests.fakes.slack.state import NotAcknowledged, RefusedBySlack

__all__ = ["FakeSlack", "NotAcknowledged", "Person", "RefusedBySlack"]
