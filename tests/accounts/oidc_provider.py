"""A small OpenID Connect provider on loopback: discovery, login, token with an RS256 signature, keys, user data."""

import base64
import hashlib
import json
import secrets
import threading
import time
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from verstetigung.environment import oidc_app

CLIENT_ID, CLIENT_SECRET = "verstetigung", "geheim-geheim-geheim"


@cache
def signing_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    """`person`: whom it lets in, as claims. `requests`: what it was asked for, as (path, fields)."""

    def __init__(self):
        self.key = signing_key()
        self.person = {"sub": "person-1", "email": "kaemmerei@musterbach.example", "name": "Kämmerei Musterbach"}
        self.codes, self.tokens, self.requests = {}, {}, []
        self.refuses = self.talks_nonsense = False
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}/realm"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def settings(self):
        """As the settings make them of OIDC_NAME, OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET."""
        found = {
            "issuer": self.issuer,
            "OIDC_NAME": "Musterbach-Anmeldung",
            "OIDC_CLIENT_ID": CLIENT_ID,
            "OIDC_CLIENT_SECRET": CLIENT_SECRET,
        }
        return {"openid_connect": {"APPS": [oidc_app(found)]}}

    def configuration(self, fields, headers):
        names = {
            "authorization_endpoint": "anmelden",
            "token_endpoint": "token",
            "jwks_uri": "keys",
            "userinfo_endpoint": "person",
        }
        return {
            "issuer": self.issuer,
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "id_token_signing_alg_values_supported": ["RS256"],
            **{name: f"{self.issuer}/{path}" for name, path in names.items()},
        }

    def authorize(self, fields, headers):
        """The address that the browser is sent back to."""
        answer = {"state": fields["state"]}
        if self.refuses:
            answer["error"] = "access_denied"
        else:
            answer["code"] = secrets.token_urlsafe(16)
            self.codes[answer["code"]] = (fields, dict(self.person))
        return f"{fields['redirect_uri']}?{urlencode(answer)}"

    def token(self, fields, headers):
        asked, person = self.codes.pop(fields["code"])
        verifier = hashlib.sha256(fields["code_verifier"].encode()).digest()
        assert base64.urlsafe_b64encode(verifier).decode().rstrip("=") == asked["code_challenge"]
        assert (fields["client_id"], fields["client_secret"]) == (CLIENT_ID, CLIENT_SECRET)
        token = secrets.token_urlsafe(16)
        self.tokens[token] = person
        now = int(time.time())
        claims = {**person, "iss": self.issuer, "aud": CLIENT_ID, "iat": now, "exp": now + 300}
        signed = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "1"})
        return {"access_token": token, "token_type": "Bearer", "expires_in": 300, "id_token": signed}

    def keys(self, fields, headers):
        key = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**key, "kid": "1", "use": "sig", "alg": "RS256"}]}

    def user_data(self, fields, headers):
        return self.tokens[headers["Authorization"].removeprefix("Bearer ")]

    def handler(self):
        provider = self
        pages = {
            "/realm/.well-known/openid-configuration": provider.configuration,
            "/realm/anmelden": provider.authorize,
            "/realm/token": provider.token,
            "/realm/keys": provider.keys,
            "/realm/person": provider.user_data,
        }

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                address = urlsplit(self.path)
                self.answer(address.path, address.query)

            def do_POST(self):
                self.answer(self.path, self.rfile.read(int(self.headers["Content-Length"])).decode())

            def answer(self, path, query):
                fields = {name: values[0] for name, values in parse_qs(query).items()}
                provider.requests.append((path, fields))
                said = pages[path](fields, self.headers)
                self.send_response(302 if isinstance(said, str) else 200)
                self.send_header("Location", said) if isinstance(said, str) else None
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(b"<html>" if provider.talks_nonsense else json.dumps(said).encode())

            def log_message(self, *arguments):
                pass

        return Handler
