interface LockedPackage {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
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
 * Adds to a package-lock.json the optional platform packages that it lacks. npm leaves out one that it could not look up
 * when it wrote the file (a mirror may lack another platform's build), and `npm ci` then refuses the whole lock, on every
 * platform. What is added names version and platform; npm fetches it where it is needed.
 * @returns the paths that were added
 */
export function complete(lock: Lock): string[] {
  const added: string[] = [];
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
      added.push(`node_modules/${name}`);
    }
  }
  const root = lock.packages[""] ?? {};
  const others = Object.entries(lock.packages).filter(([path]) => path !== "");
  others.sort(([a], [b]) => (a < b ? -1 : 1));
  lock.packages = { "": root, ...Object.fromEntries(others) };
  return added;
}

/** As Node looks a package up: beside the dependent, then in each folder above. */
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
