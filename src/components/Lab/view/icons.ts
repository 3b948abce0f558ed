const shapes = {
  back: "M10 3 5 8l5 5",
  reload: "M13 8a5 5 0 1 1-1.6-3.7M13 2v3h-3",
} as const;

/** A line drawing in the colour of the text around it. */
export function Icon(name: keyof typeof shapes): SVGSVGElement {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", "lab-icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(namespace, "path");
  path.setAttribute("d", shapes[name]);
  svg.append(path);
  return svg;
}
