/** The page of a scenario, at the run of a framework. */
export function scenarioLink(framework: string, scenario: string): string {
  return `/scenarios/${scenario}#${framework}`;
}

/** The page that lists all scenarios of a framework. */
export function frameworkScenariosLink(framework: string): string {
  return `/verification/${framework}`;
}
