import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** One member of a type: an option, a method or a field. */
export interface Member {
  /** With "?" where it may be left out. */
  name: string;
  /** Its type as the source has it, or a method's parameters and result. */
  type: string;
  /** Its doc comment in one line; empty if it has none. */
  about: string;
}

/** A type with its doc comment. */
export interface Shape {
  name: string;
  about: string;
  members: Member[];
}

/** One method of the control API over HTTP. */
export interface Route {
  path: string;
  /** What the JSON object holds: names that are read one by one, or the name of a type. */
  takes: string[];
  about: string;
}

/** What the sources of the mock core say about its use. */
export interface MockCoreReference {
  options: Shape[];
  /** `Control`, then the types that its methods take and give. */
  control: Shape[];
  routes: Route[];
  /** What `--help` prints. */
  usage: string;
}

/**
 * Reads the reference of the mock core from its sources.
 * @param source the folder `mock-core/src`
 * Throws an Error of one line where the sources are no longer of the form that this reads.
 */
export function readReference(source: string): MockCoreReference {
  const files = readdirSync(source).map((file) =>
    ts.createSourceFile(
      file,
      readFileSync(join(source, file), "utf8"),
      ts.ScriptTarget.Latest,
      true,
    ),
  );
  const types = new Map(
    files
      .flatMap((file) => file.statements.filter(ts.isTypeAliasDeclaration))
      .map((alias) => [alias.name.text, alias]),
  );
  const shape = (name: string): Shape => {
    const alias = types.get(name);
    if (!alias)
      throw new Error(`mock-core/src has no type ${name}: correct the reference page`);
    return { name, about: aboutOf(alias), members: membersOf(alias.type) };
  };
  const control = shape("Control");
  // What the types shown speak of is shown as well, in the order in which it is met.
  const shown = [control];
  for (const { members } of shown) {
    for (const name of members.flatMap(({ type }) => type.match(/\b[A-Z]\w+/g) ?? [])) {
      if (types.has(name) && !hidden.has(name) && !shown.some((other) => other.name === name))
        shown.push(shape(name));
    }
  }
  const clock = shape("Clock");
  return {
    options: [shape("MockCoreOptions"), shape("ServerOptions")],
    control: shown,
    routes: routesOf(variable(files, "methods"), [control, clock], shown),
    usage: textOf(variable(files, "usage")),
  };
}

/** Types that say more about the mock core's inside than about its use. */
const hidden = new Set(["JsonObject", "Snapshot", "TokenVersion"]);

function variable(files: ts.SourceFile[], name: string): ts.Expression {
  for (const file of files) {
    for (const statement of file.statements.filter(ts.isVariableStatement)) {
      for (const declaration of statement.declarationList.declarations) {
        if (declaration.name.getText() === name && declaration.initializer)
          return declaration.initializer;
      }
    }
  }
  throw new Error(`mock-core/src has no constant ${name}: correct the reference page`);
}

function textOf(expression: ts.Expression): string {
  if (ts.isStringLiteralLike(expression)) return expression.text;
  throw new Error(`${expression.getText()} is not a text: correct the reference page`);
}

/** The members that a type has of its own: those of a type that it extends stand with that one. */
function membersOf(type: ts.TypeNode): Member[] {
  if (ts.isIntersectionTypeNode(type)) return type.types.flatMap(membersOf);
  if (ts.isTypeLiteralNode(type)) {
    return type.members.map((member) => ({
      name: `${member.name?.getText() ?? ""}${member.questionToken ? "?" : ""}`,
      type: typeOf(member),
      about: aboutOf(member),
    }));
  }
  return [];
}

function typeOf(member: ts.TypeElement): string {
  if (ts.isMethodSignature(member)) {
    const parameters = member.parameters.map((parameter) => parameter.getText()).join(", ");
    return oneLine(`(${parameters}) => ${member.type?.getText() ?? "void"}`);
  }
  if (ts.isPropertySignature(member) && member.type)
    // `?` says as much.
    return oneLine(member.type.getText()).replace(/ \| undefined$/, "");
  return "";
}

/** A type on one line, without the comments in it. */
const oneLine = (text: string): string =>
  text
    .replaceAll(/\/\*[\s\S]*?\*\//g, "")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/; }/g, " }");

/** The doc comment; its lines that begin with "-" stay lines of their own. */
function aboutOf(node: ts.Node): string {
  const [doc] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return (ts.getTextOfJSDocComment(doc?.comment) ?? "").replaceAll(/\n(?!- )/g, " ");
}

function routesOf(
  methods: ts.Expression,
  [control, clock]: [Shape, Shape],
  types: Shape[],
): Route[] {
  if (!ts.isObjectLiteralExpression(methods))
    throw new Error("the control API's methods are not an object: correct the reference page");
  return methods.properties.filter(ts.isPropertyAssignment).map(({ name, initializer }) => {
    const path = ts.isStringLiteral(name) ? name.text : name.getText();
    const [method = "", owner] = path.startsWith("clock/")
      ? [path.slice("clock/".length), clock]
      : [path, control];
    const member = owner.members.find((candidate) => candidate.name === method);
    if (!member) throw new Error(`/${path} is not a method of ${owner.name}`);
    return { path, takes: argumentsOf(initializer, member, types), about: member.about };
  });
}

/** What a method reads from the request's JSON object, which it knows as `body`. */
function argumentsOf(method: ts.Expression, { type }: Member, types: Shape[]): string[] {
  const named: string[] = [];
  let whole = false;
  const visit = (node: ts.Node): void => {
    const [object, name] = ts.isCallExpression(node) ? node.arguments : [];
    if (ts.isCallExpression(node) && object?.getText() === "body" && name) {
      const optional = node.expression.getText().startsWith("optional(");
      named.push(`${textOf(name)}${optional ? "?" : ""}`);
      return;
    }
    if (ts.isBindingElement(node) && !node.dotDotDotToken)
      named.push(`${node.name.getText()}?`);
    if (ts.isIdentifier(node) && node.text === "body" && !ts.isParameter(node.parent))
      whole ||= !ts.isBindingElement(node.parent);
    ts.forEachChild(node, visit);
  };
  visit(method);
  if (!whole) return named;
  // All of the body goes to the control's own method, whose parameter says what may be in it.
  const parameter = /^\(\w+\??: (\w+|\{.*?\})[,)]/.exec(type)?.[1] ?? "";
  const known = types.find(({ name }) => name === parameter)?.members.map(({ name }) => name);
  return [parameter, ...named.filter((name) => !known?.includes(name))];
}
