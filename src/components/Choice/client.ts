const selects = ".choice select";

/** Keeps the reader's choice on the page, in the URL and for the next visit; on a guide, opens the guide of the chosen framework. */
export function installChoices(): void {
  document.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLSelectElement && target.matches(selects)) choose(target);
  });
  showChoices();
  // A page that comes back from the browser's cache shows what was chosen meanwhile.
  window.addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    for (const select of document.querySelectorAll<HTMLSelectElement>(selects)) {
      const value = isGuide(select) ? null : saved(select.name);
      if (value) document.documentElement.setAttribute(`data-${select.name}`, value);
    }
    showChoices();
  });
}

/** Shows the choices in all selects, also in those that were drawn later. */
export function showChoices(): void {
  for (const select of document.querySelectorAll<HTMLSelectElement>(selects)) {
    const value = document.documentElement.getAttribute(`data-${select.name}`);
    if (value) select.value = value;
  }
}

function choose(select: HTMLSelectElement): void {
  const { name, value } = select;
  try {
    localStorage.setItem(name, value);
  } catch {
    // Storage can be blocked: the choice then remains in the URL.
  }
  if (isGuide(select)) {
    location.assign(`/${value}`);
    return;
  }
  document.documentElement.setAttribute(`data-${name}`, value);
  const address = new URL(location.href);
  address.searchParams.set(name, value);
  history.replaceState(history.state, "", address);
  showChoices();
}

/** Whether this page is the guide of one of the options. */
function isGuide({ options }: HTMLSelectElement): boolean {
  return [...options].some(({ value }) => location.pathname === `/${value}`);
}

function saved(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
