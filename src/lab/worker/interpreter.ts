// Runs a reader's code in the worker, loaded when code is run for the first time. The site's policy lets nothing compile
// text, and stays so: sval walks the syntax tree instead.
import Sval from "sval";
import type { Interpreter } from "./edits.ts";

const labInterpreter: Interpreter = {
  run(code, modules) {
    const interpreter = new Sval({ ecmaVer: "latest", sourceType: "module", sandBox: true });
    interpreter.import(modules as Record<string, Record<string, unknown>>);
    interpreter.run(code);
    return interpreter.exports;
  },
};

Object.assign(globalThis, { labInterpreter });
