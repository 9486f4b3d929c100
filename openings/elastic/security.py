"""Users and roles of a node with security on, as the files that Elasticsearch reads.

See https://www.elastic.co/docs/deploy-manage/users-roles/cluster-or-deployment-auth/file-based
"""

import base64
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

SUPERUSER = "superuser"
_HASH_ROUNDS = 10_000
_HASH_BYTES = 32


class User(NamedTuple):
    """A password and the name of one role: of `Security.roles` or built into Elasticsearch."""

    password: str
    role: str


@dataclass(frozen=True)
class Security:
    """Who may do what: users by name, and role descriptors by name, as in the create-role API."""

    users: Mapping[str, User]
    roles: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def superuser(self) -> tuple[str, str] | None:
        """Return name and password of the first user who may do everything, if there is one."""
        for name, user in self.users.items():
            if user.role == SUPERUSER:
                return name, user.password
        return None

    def files(self) -> dict[str, str]:
        """Return the texts of `users`, `users_roles` and `roles.yml`; passwords are hashed."""
        users = [f"{name}:{_hash(user.password)}" for name, user in self.users.items()]
        members = [f"{user.role}:{name}" for name, user in self.users.items()]
        # JSON is YAML too.
        roles = [f"{name}: {json.dumps(role)}" for name, role in self.roles.items()]
        texts = {"users": users, "users_roles": members, "roles.yml": roles}
        return {name: "".join(f"{line}\n" for line in lines) for name, lines in texts.items()}


def _hash(password: str) -> str:
    """Hash in the format `{PBKDF2}rounds$salt$hash` of Elasticsearch (HMAC with SHA-512)."""
    salt = os.urandom(_HASH_BYTES)
    digest = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, _HASH_ROUNDS, _HASH_BYTES)
    return f"{{PBKDF2}}{_HASH_ROUNDS}${_base64(salt)}${_base64(digest)}"


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
