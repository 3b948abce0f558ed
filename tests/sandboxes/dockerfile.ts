import { cpSync, existsSync, mkdirSync, statSync, symlinkSync } from "node:fs";
import { basename, delimiter, join } from "node:path";
import {
  type Copy,
  DockerfileParser,
  type From,
  type Instruction,
  type JSONInstruction,
} from "dockerfile-ast";
import { run } from "../support/command.ts";
import { node } from "../support/node-22.ts";

/** A built image: what its container would run, where, and with which environment. */
export interface Image {
  command: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
}

/** One stage of a build: a folder stands for its file system. */
interface Stage {
  root: string;
  workdir: string;
  env: NodeJS.ProcessEnv;
  command: string[];
}

/**
 * Does by hand what a container engine would do with a Dockerfile: every instruction, with the programs of this machine
 * in place of those of the base images.
 * @param text of the Dockerfile
 * @param context the folder that COPY copies from
 * @param target an empty folder, for the stages
 * @throws with what was said where a command fails, and for an instruction that is not known here
 */
export async function buildImage(
  text: string,
  context: string,
  target: string,
): Promise<Image> {
  const stages = new Map<string, Stage>();
  let stage: Stage | undefined;
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const keyword = instruction.getKeyword();
    if (keyword === "FROM") {
      const from = instruction as From;
      const name = from.getBuildStage() ?? `stage ${stages.size}`;
      stage = begin(from.getImage() ?? "", join(target, name));
      stages.set(name, stage);
    } else if (stage) {
      await follow(instruction, stage, stages, context);
    } else throw new Error(`${keyword} before the first FROM`);
  }
  if (!stage) throw new Error("The Dockerfile has no FROM");
  return { command: stage.command, cwd: join(stage.root, stage.workdir), env: stage.env };
}

function begin(image: string, root: string): Stage {
  const bin = join(root, "usr/local/bin");
  mkdirSync(bin, { recursive: true });
  // What the image brings along, as far as it is copied from there.
  if (image.startsWith("node:22")) symlinkSync(node, join(bin, "node"));
  const env = { ...process.env, PATH: [bin, process.env.PATH].join(delimiter) };
  return { root, workdir: "/", env, command: [] };
}

async function follow(
  instruction: Instruction,
  stage: Stage,
  stages: ReadonlyMap<string, Stage>,
  context: string,
): Promise<void> {
  const words = instruction.getArguments().map((argument) => argument.getValue());
  switch (instruction.getKeyword()) {
    case "WORKDIR":
      stage.workdir = words[0] ?? "/";
      mkdirSync(join(stage.root, stage.workdir), { recursive: true });
      return;
    case "ENV":
      for (const word of words) {
        const [name = "", value] = word.split("=");
        stage.env[name] = value;
      }
      return;
    case "COPY": {
      const from = (instruction as Copy).getFromFlag()?.getValue();
      const source = from ? stages.get(from)?.root : context;
      if (!source) throw new Error(`COPY from ${from}, which is no stage`);
      copy(source, words, stage);
      return;
    }
    case "RUN": {
      const { code, out, err } = await run(words.join(" "), [], {
        cwd: join(stage.root, stage.workdir),
        env: stage.env,
        shell: true,
      });
      if (code !== 0)
        throw new Error(`RUN ${words.join(" ")} ended with ${code}: ${out}${err}`);
      return;
    }
    case "EXPOSE":
      return;
    case "CMD":
      stage.command = (instruction as JSONInstruction)
        .getJSONStrings()
        .map((argument) => argument.getJSONValue());
      return;
    default:
      throw new Error(`${instruction.getKeyword()} is not known here`);
  }
}

/** The rules of COPY, as far as they are used: a folder's content, or files into a folder or to a name. */
function copy(source: string, words: string[], { root, workdir }: Stage): void {
  const to = words.at(-1) ?? "";
  const target = to.startsWith("/") ? join(root, to) : join(root, workdir, to);
  for (const word of words.slice(0, -1)) {
    const from = join(source, word);
    if (!existsSync(from)) throw new Error(`COPY ${word}: there is no such file`);
    const isFile = statSync(from).isFile();
    const into = isFile && /(^|\/)\.?\/?$/.test(to);
    cpSync(from, into ? join(target, basename(from)) : target, { recursive: true });
  }
}
