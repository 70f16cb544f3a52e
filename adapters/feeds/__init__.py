"""The way out to other people's calendars: fetched from addresses that are not to be trusted, read in a process of
their own, and given to the core."""
