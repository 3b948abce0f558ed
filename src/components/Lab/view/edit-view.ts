import type { Lab } from "@site/src/lab/lab.ts";
import type { EditableFile, LabFiles } from "../files.ts";
import type { BrowserView } from "./browser-view.ts";
import type { Editor } from "./editor.ts";
import { button, h } from "./element.ts";
import type { Act } from "./lab-view.ts";

/** The code of the app, to be edited and run. The editor loads when it is opened. */
export function editView(
  lab: Lab,
  browser: BrowserView,
  files: LabFiles,
  act: Act,
): HTMLElement {
  const place = h("div", { class: "lab-editor" });
  const choice = h("select", { "aria-label": "File" });
  const note = h("p", { class: "lab-edit-note" });
  let editor: Editor | undefined;
  let code: EditableFile[] = [];
  /** What the reader has made of each file. */
  const own = new Map<string, string>();
  let shown = "";

  const current = () => code.find(({ file }) => file === choice.value);
  const show = () => {
    if (editor && shown) own.set(shown, editor.get());
    shown = choice.value;
    editor?.set(own.get(shown) ?? current()?.code ?? "");
  };
  choice.addEventListener("change", show);

  const open = async () => {
    if (editor) return;
    const [{ createEditor }, response] = await Promise.all([
      import(/* webpackIgnore: true */ files.editor) as Promise<typeof import("./editor.ts")>,
      fetch(files.code),
    ]);
    if (!response.ok) throw new Error(`${files.code}: ${response.status}`);
    code = (await response.json()) as EditableFile[];
    choice.replaceChildren(...code.map(({ file }) => h("option", {}, file)));
    editor = createEditor(place, "Code of the file");
    show();
  };

  const run = () =>
    act(async () => {
      const file = current();
      if (!file || !editor) return;
      note.textContent = "";
      try {
        await lab.edit(file.file, editor.get());
      } catch (error) {
        if (lab.stopped) throw error;
        note.textContent = `It cannot run: ${error instanceof Error ? error.message : error}`;
        return;
      }
      await browser.visit(file.path);
    });
  const reset = () =>
    act(async () => {
      const file = current();
      if (!file || !editor) return;
      note.textContent = "";
      own.delete(file.file);
      editor.set(file.code);
      await lab.edit(file.file);
      await browser.visit(file.path);
    });

  const details = h(
    "details",
    { class: "lab-edit" },
    h("summary", {}, "Edit the code of the web server"),
    h(
      "p",
      { class: "label" },
      "The files of the Hono guide as JavaScript. An interpreter runs what you write, in the worker. Code that never ends stops the web server, not this page.",
    ),
    h(
      "div",
      { class: "lab-edit-bar" },
      choice,
      button("Run", run, { class: "primary" }),
      button("Reset", reset),
    ),
    place,
    note,
  );
  details.addEventListener("toggle", () => {
    if (details.open) act(open);
  });
  return details;
}
