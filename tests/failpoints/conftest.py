"""The stories' process, and a PostgreSQL database without tables."""

from tests.operation.conftest import empty_postgres
from tests.stories.conftest import template

__all__ = ["empty_postgres", "template"]
