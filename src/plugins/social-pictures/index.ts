import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import satori from "satori";
import type { Article } from "../page-texts/article.ts";
import { isRun } from "../page-texts/index.ts";

/**
 * Writes a picture for each page that is read, as `og/<path>.png`, and one for all others.
 * @returns the tags that a page's head needs, by the name of its file; "index.html" has those of all others
 */
export async function writePictures(
  articles: readonly Article[],
  site: { title: string; tagline: string; url: string },
  outDir: string,
  cache: string,
): Promise<Map<string, string>> {
  const tags = new Map<string, string>();
  const write = async (path: string, words: Words) => {
    const file = join(outDir, "og", `${path}.png`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, await socialPicture(words, cache));
    const address = `${site.url}/og/${path}.png`;
    tags.set(
      `${path}.html`,
      `<meta property="og:image" content="${address}"><meta property="og:image:width" content="${size.width}"><meta property="og:image:height" content="${size.height}"><meta name="twitter:image" content="${address}">`,
    );
  };
  await write("index", {
    site: site.title,
    group: "",
    title: site.title,
    description: site.tagline,
  });
  for (const article of articles.filter((one) => !isRun(one))) {
    const { path, group, title, description } = article;
    await write(path.slice(1), { site: site.title, group, title, description });
  }
  return tags;
}

/** What a picture says. */
interface Words {
  site: string;
  group: string;
  title: string;
  description: string;
}

const { resolve } = createRequire(import.meta.url);
const margin = 72;
const size = { width: 1200, height: 630 };

/**
 * Draws the picture that a link to a page is shown with, as PNG. One that was drawn before comes from the cache, a folder that need not exist.
 */
async function socialPicture(words: Words, cache: string): Promise<Uint8Array> {
  const drawing = card(words);
  const key = createHash("sha256").update(JSON.stringify(drawing)).digest("hex");
  const file = join(cache, `${key}.png`);
  const kept = await readFile(file).catch(() => undefined);
  if (kept) return kept;
  const { fonts } = await tools();
  const svg = await satori(drawing, { ...size, fonts });
  const png = new Resvg(svg).render().asPng();
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, png);
  return png;
}

let loaded: Promise<{ fonts: Parameters<typeof satori>[1]["fonts"] }> | undefined;

function tools() {
  loaded ??= load();
  return loaded;
}

async function load() {
  const folder = dirname(resolve("@fontsource/ibm-plex-sans/package.json"));
  const font = (weight: 400 | 600) =>
    readFile(join(folder, `files/ibm-plex-sans-latin-${weight}-normal.woff`)).then((data) => ({
      name: "Text",
      data,
      weight,
      style: "normal" as const,
    }));
  await initWasm(readFile(resolve("@resvg/resvg-wasm/index_bg.wasm")));
  return { fonts: await Promise.all([font(400), font(600)]) };
}

function card({ site, group, title, description }: Words) {
  const text = (content: string, style: object) => ({
    type: "div",
    props: { style: { width: size.width - 2 * margin, ...style }, children: content },
  });
  return {
    type: "div",
    props: {
      style: {
        display: "flex",
        flexDirection: "column",
        width: size.width,
        height: size.height,
        boxSizing: "border-box",
        padding: margin,
        background: "#0d1316",
        color: "#e4ebee",
        fontFamily: "Text",
      },
      children: [
        text(group, { color: "#ff7f50", fontSize: 30 }),
        text(title, { marginTop: 20, fontSize: 76, fontWeight: 600, lineHeight: 1.1 }),
        text(description, { marginTop: 28, color: "#9aa9b1", fontSize: 34, lineHeight: 1.35 }),
        text(site, { marginTop: "auto", fontSize: 30, fontWeight: 600 }),
      ],
    },
    key: null,
  };
}
