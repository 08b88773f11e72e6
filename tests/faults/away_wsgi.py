"""The portal for gunicorn; WOW_FAULTS_WITHOUT=patience takes the bound on waiting for the broker out."""

import os

from wow.outbox import ringing
from wow.wsgi import application

if os.environ.get("WOW_FAULTS_WITHOUT") == "patience":
    ringing.RING_WAIT_SECONDS = 5.0

__all__ = ["application"]
