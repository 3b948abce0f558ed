using Workerd = import "/workerd/workerd.capnp";

# What run.ts starts workerd with. `wrangler` writes such a file for you.
const config :Workerd.Config = (
  services = [
    (name = "app", worker = (
      modules = [(name = "worker.js", esModule = embed ".worker/worker.js")],
      # From 2025-04-01 on, process.env holds the bindings; from 2026-08-04 on, Node's modules need no flag.
      compatibilityDate = "2026-11-01",
      bindings = [
        (name = "ASSETS", service = "assets"),
        (name = "ORIGIN", fromEnvironment = "ORIGIN"),
        (name = "SUPERTOKENS_CORE_URI", fromEnvironment = "SUPERTOKENS_CORE_URI"),
        (name = "SUPERTOKENS_API_KEY", fromEnvironment = "SUPERTOKENS_API_KEY"),
      ],
      # A core of your own may listen on this machine.
      globalOutbound = "network",
    )),
    (name = "network", network = (allow = ["public", "private"])),
    (name = "assets", disk = ".worker/assets"),
  ],
  sockets = [(name = "http", http = (), service = "app")],
);
