/** With it the browser says which page calls a server function: the refresh page returns there. */
export const pageHeader = "x-page";
