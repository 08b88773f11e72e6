"""A phone without a phone: makes passkeys and signs as an authenticator does, so that views can be tested alone."""

import json
import os
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

ORIGIN = "http://localhost:8000"  # SITE_URL of the tests
FLAG = AuthenticatorData.FLAG
PRESENT, VERIFIED, ATTESTED = FLAG.UP, FLAG.UV, FLAG.AT


@dataclass
class SoftPhone:
    """One key. `origin` is where the browser says it stands; `flags` whether she showed face, finger or PIN."""

    origin: str = ORIGIN
    rp_id: str = "localhost"
    flags: AuthenticatorData.FLAG = PRESENT | VERIFIED
    user_handle: str = ""
    credential_id: bytes = field(default_factory=lambda: os.urandom(16))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def create(self, options: dict[str, Any]) -> str:
        """What the page posts after `navigator.credentials.create`."""
        asked = options["publicKey"]
        self.user_handle = asked["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]
        attested = AttestedCredentialData.create(b"\0" * 16, self.credential_id, public)
        seen = AuthenticatorData.create(sha256(self.rp_id.encode()), self.flags | ATTESTED, 0, bytes(attested))
        answer = {"attestationObject": websafe_encode(bytes(AttestationObject.create("none", seen, {})))}
        return self._posted("webauthn.create", asked["challenge"], answer)

    def get(self, options: dict[str, Any]) -> str:
        """What the page posts after `navigator.credentials.get`."""
        challenge = options["publicKey"]["challenge"]
        seen = bytes(AuthenticatorData.create(sha256(self.rp_id.encode()), self.flags, 1))
        client = self._client("webauthn.get", challenge)
        answer = {
            "authenticatorData": websafe_encode(seen),
            "signature": websafe_encode(self.key.sign(seen + sha256(client), ec.ECDSA(hashes.SHA256()))),
            "userHandle": self.user_handle,
        }
        return self._posted("webauthn.get", challenge, answer)

    def _client(self, kind: str, challenge: str) -> bytes:
        assert websafe_decode(challenge)
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _posted(self, kind: str, challenge: str, answer: dict[str, str]) -> str:
        return json.dumps(
            {
                "id": websafe_encode(self.credential_id),
                "rawId": websafe_encode(self.credential_id),
                "type": "public-key",
                "response": {"clientDataJSON": websafe_encode(self._client(kind, challenge)), **answer},
                "clientExtensionResults": {"credProps": {"rk": True}},
            }
        )
