// The lab's part of a page, loaded when a reader starts it: /assets/lab-view-….js.
export { openLab } from "./view/lab-view.ts";
export { openReplay } from "./view/replay-view.ts";
