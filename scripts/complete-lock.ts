export interface LockedPackage {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
  engines?: Record<string, string>;
}
/** What this reads of a package-lock.json. */
export interface Lock {
  packages: Record<string, LockedPackage>;
}

const systems = [
  "aix",
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
];
const processors = [
  "arm",
  "arm64",
  "ia32",
  "loong64",
  "mips64el",
  "ppc64",
  "riscv64",
  "s390x",
  "wasm32",
  "x64",
];

/**
 * Optional packages that `npm ci` leaves out: 175 MB. The Next.js sandboxes compile with @next/swc-wasm-nodejs, as in a
 * browser, and resize no image (sharp); the Angular snippets have no Sass and no build cache (lmdb).
 */
const unused = /^(@next\/swc-(?!wasm)|sharp$|lmdb$|sass-embedded-)/;

/** An operating system that does not exist. npm reads the platforms of an optional package from the lock. */
const nowhere = ["none"];

/** The package as its registry describes it: installed on its platform, also where this repository leaves it out. */
export function asPublished<Package extends object>(path: string, locked: Package): Package {
  const { os, ...rest }: Package & { os?: string[] } = locked;
  if (os?.[0] !== nowhere[0]) return locked;
  return { ...rest, ...platform(nameOf(path)) } as Package;
}

/**
 * Adds to a package-lock.json the optional platform packages that it lacks. npm leaves out one that it could not look up
 * when it wrote the file (a mirror may lack another platform's build), and `npm ci` then refuses the whole lock, on every
 * platform. What is added names version and platform; npm fetches it where it is needed. Optional packages that nothing in
 * the repository runs are marked for no platform, so that `npm ci` installs them nowhere. The Node versions that packages ask for are left
 * out: npm would compare them with the Node that it runs on, and the scripts run on the one that the lock itself installs.
 * @returns the paths that were changed
 */
export function complete(lock: Lock): string[] {
  const changed: string[] = [];
  for (const [path, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(optionalDependencies)) {
      if (resolves(lock, path, name) || !/^\d+\.\d+\.\d+[\w.+-]*$/.test(range)) continue;
      const entry: LockedPackage = {
        version: range,
        ...(dev && { dev }),
        optional: true,
        ...platform(name),
      };
      lock.packages[`node_modules/${name}`] = entry;
      changed.push(`node_modules/${name}`);
    }
  }
  for (const [path, locked] of Object.entries(lock.packages)) {
    const name = nameOf(path);
    if (!locked.optional || !unused.test(name) || locked.os?.[0] === nowhere[0]) continue;
    locked.os = nowhere;
    changed.push(path);
  }
  for (const [path, locked] of Object.entries(lock.packages)) {
    if (!path.includes("node_modules/") || !locked.engines) continue;
    delete locked.engines;
    changed.push(path);
  }
  const root = lock.packages[""] ?? {};
  const others = Object.entries(lock.packages).filter(([path]) => path !== "");
  others.sort(([a], [b]) => (a < b ? -1 : 1));
  lock.packages = { "": root, ...Object.fromEntries(others) };
  return changed;
}

/** The name of the package that is installed at a path of the lock. */
function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
}

/** As Node looks up a package: next to the dependent, then in each folder above. */
function resolves(lock: Lock, path: string, name: string): boolean {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    const candidate = at ? `${at}/node_modules/${name}` : `node_modules/${name}`;
    if (lock.packages[candidate]) return true;
    if (!at) return false;
  }
}

/** The platform that a name such as `@swc/core-linux-x64-musl` says. */
function platform(name: string): Pick<LockedPackage, "os" | "cpu" | "libc"> {
  const words = name.split(/[/-]/);
  const os = words.filter((word) => systems.includes(word));
  const cpu = words.filter((word) => processors.includes(word));
  const libc = words.some((word) => word.startsWith("musl"))
    ? ["musl"]
    : words.some((word) => word.startsWith("gnu"))
      ? ["glibc"]
      : [];
  return {
    ...(libc.length && os.includes("linux") && { libc }),
    ...(cpu.length && { cpu }),
    ...(os.length && { os }),
  };
}
