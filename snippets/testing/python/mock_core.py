import json
import subprocess
import threading
from urllib.error import HTTPError
from urllib.request import Request, urlopen


class MockCore:
    """The mock core as a process of its own, on free ports."""

    def __init__(self, command="node_modules/.bin/supertokens-mock-core"):
        self.process = subprocess.Popen(
            [command, "--port", "0", "--control-port", "0"],
            stdout=subprocess.PIPE,
            text=True,
        )
        # "Mock core listening on http://…" and "Control API on http://…"
        self.url, self.control_url = (
            self.process.stdout.readline().split()[-1] for _ in range(2)
        )
        # It logs each request, and must not block until its output is read.
        threading.Thread(target=self.process.stdout.read, daemon=True).start()

    def control(self, method, **arguments):
        """Calls the control API; raises an error that the response reports."""
        try:
            with urlopen(
                f"{self.control_url}/{method}", json.dumps(arguments).encode()
            ) as response:
                return json.load(response)["result"]
        except HTTPError as error:
            raise RuntimeError(f"{method}: {error.read().decode()}") from None

    def send_code(self, email):
        """Does what the SDK does when a user asks for a code."""
        body = json.dumps({"email": email}).encode()
        headers = {"content-type": "application/json; charset=utf-8"}
        urlopen(Request(f"{self.url}/recipe/signinup/code", body, headers)).close()

    def close(self):
        self.process.terminate()
        self.process.wait()
