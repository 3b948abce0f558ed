/** Packages whose project has a name that readers know better. */
const names: Record<string, string> = {
  express: "Express",
  fastify: "Fastify",
  koa: "Koa",
  "@hapi/hapi": "Hapi",
  "@nestjs/core": "NestJS",
  next: "Next.js",
  node: "Node.js",
  python: "Python",
  flask: "Flask",
  django: "Django",
  fastapi: "FastAPI",
  react: "React",
  vue: "Vue",
  "@angular/core": "Angular",
  svelte: "Svelte",
  "solid-js": "Solid",
};

/** How a sentence calls a package; a module of Go by the last part of its path. */
export function nameOf(name: string): string {
  return names[name] ?? (name.startsWith("@") ? name : name.slice(name.lastIndexOf("/") + 1));
}

/** The id of a row of the matrix. */
export function rowId(framework: string, name: string, line: string, variant = ""): string {
  return [framework, name, line, variant]
    .filter(Boolean)
    .join("-")
    .replaceAll(/[^\w.-]+/g, "-");
}
