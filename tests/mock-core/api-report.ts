import ts from "typescript";

/**
 * The interface of a module as Markdown: each name that it exports, with its declaration and without comments, in the
 * order of the alphabet. A change of it is a change for those who use the package.
 */
export function apiOf(file: string): string {
  const program = ts.createProgram([file], {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    strict: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    types: ["node"],
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${file} exports nothing`);
  const printer = ts.createPrinter({ removeComments: true });
  const parts = checker
    .getExportsOfModule(module)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((exported) => {
      const isAlias = exported.flags & ts.SymbolFlags.Alias;
      const symbol = isAlias ? checker.getAliasedSymbol(exported) : exported;
      const [declaration] = symbol.declarations ?? [];
      if (!declaration) throw new Error(`${exported.name} is declared nowhere`);
      if (ts.isTypeAliasDeclaration(declaration))
        return printer.printNode(
          ts.EmitHint.Unspecified,
          declaration,
          declaration.getSourceFile(),
        );
      const type = checker.getTypeOfSymbolAtLocation(symbol, declaration);
      return `export const ${exported.name}: ${checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation)};`;
    });
  return `# Interface of the package\n\nA test compares this file with the sources; \`npx vitest run tests/mock-core/pack.test.ts -u\` writes it anew.\n\n${parts.map((part) => `\`\`\`ts\n${part}\n\`\`\`\n`).join("\n")}`;
}
