import { describe, expect, test } from "vitest";
import { regionLines } from "../../../src/plugins/snippets/region.ts";

const shown = (text: string, name?: string) => {
  const lines = text.split("\n");
  return regionLines("a.ts", text, name).map((index) => lines[index]);
};

describe("a region", () => {
  test.each([
    ["//", "// #region a\nx\n// #endregion a"],
    ["// without a space", "//#region a\nx\n//#endregion a"],
    ["#", "# #region a\nx\n# #endregion a"],
    ["# alone", "#region a\nx\n#endregion a"],
    ["HTML", "<!-- #region a -->\nx\n<!-- #endregion a -->"],
    ["CSS", "/* #region a */\nx\n/* #endregion a */"],
    ["Windows line ends", "// #region a\r\nx\r\n// #endregion a\r"],
  ])("is marked in a comment: %s", (_, text) => {
    expect(shown(`before\n${text}\nafter`, "a").map((line) => line?.trim())).toEqual(["x"]);
  });

  test("holds what regions inside and across it hold, without their markers", () => {
    const text = [
      "// #region a",
      "1",
      "// #region b",
      "2",
      "// #endregion a",
      "3",
      "// #endregion b",
    ].join("\n");
    expect(shown(text, "a")).toEqual(["1", "2"]);
    expect(shown(text, "b")).toEqual(["2", "3"]);
  });

  test("of no name is the whole file, without markers and blank ends", () => {
    expect(shown("\n1\n// #region a\n\n2\n// #endregion a\n\n")).toEqual(["1", "", "2"]);
  });

  test("is not begun by prose about regions", () => {
    const text = "// a #region is marked\n# a region of the world\nconst region = 1;";
    expect(shown(text)).toHaveLength(3);
  });
});

describe("markers that do not fit", () => {
  test.each([
    [
      "left open",
      "1\n// #region a\n2",
      "a.ts:2: #region a is left open: there is no #endregion a",
    ],
    [
      "closed without being opened",
      "1\n2\n// #endregion a",
      "a.ts:3: #endregion a without a #region a before it",
    ],
    ["without a name", "// #region\n1\n// #endregion", "a.ts:1: a #region without a name"],
    [
      "closed without a name",
      "// #region a\n1\n// #endregion",
      "a.ts:3: a #endregion without a name",
    ],
    [
      "twice",
      "// #region a\n1\n// #endregion a\n// #region a\n2\n// #endregion a",
      "a.ts:4: #region a a second time: names are unique in a file",
    ],
    ["empty", "// #region a\n\n// #endregion a", "a.ts#a is empty"],
  ])("%s", (_, text, message) => {
    expect(() => regionLines("a.ts", text, "a")).toThrow(new Error(message));
  });

  test("are found in a file that is shown whole, or by another region", () => {
    expect(() => regionLines("a.ts", "1\n// #region b")).toThrow(
      "a.ts:2: #region b is left open",
    );
  });

  test("an unknown name gets a list of the known ones", () => {
    const text = "// #region a\n1\n// #endregion a\n// #region b\n2\n// #endregion b";
    expect(() => regionLines("a.ts", text, "c")).toThrow("a.ts has no region c (it has a, b)");
    expect(() => regionLines("a.ts", "1", "c")).toThrow("a.ts has no region c (it has none)");
  });
});
