"""Fixtures that every test may ask for."""

import os
import signal

from tests.elastic_fixtures import elasticsearch_url, secure_elasticsearch

__all__ = ["elasticsearch_url", "secure_elasticsearch"]

# Tests over real recordings exist only where these are at hand; nothing is skipped.
collect_ignore = [] if os.environ.get("OPENINGS_SAMPLES") else ["samples"]

# Whoever runs the tests in the background may ignore Ctrl-C, which their processes would inherit.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
